"""The Upload page, and the jobs that read what is dropped and add what is wanted."""
