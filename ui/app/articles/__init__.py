"""The Articles page: the list of what is held, and the page of one article."""
