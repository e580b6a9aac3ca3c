"""The Chat page: questions, answers with numbered citations, and the conversations they belong to."""
