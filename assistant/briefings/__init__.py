"""Briefings: ordered statements and notes, each with where it stands, that go out as files."""
