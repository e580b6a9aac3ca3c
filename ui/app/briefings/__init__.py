"""The Briefings page: documents of statements, passages and notes, and their export."""
