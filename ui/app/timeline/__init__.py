"""The Timeline page: a matter or a story by its days, as a list and as a picture."""
