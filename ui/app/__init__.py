"""The app: its pages, one file each, and what they share. `dateline serve` starts `main.py`."""
