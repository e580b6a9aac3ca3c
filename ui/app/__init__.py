"""The app: a folder for each page, and what they share. `dateline serve` starts `main.py`."""
