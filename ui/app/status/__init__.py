"""The Status page: what answers, what is held, and whether all is in order."""
