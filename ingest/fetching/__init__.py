"""Fetching: a web address into the bytes that stand there, from nowhere but where Dateline may ask."""

from ingest.fetching.fetcher import Fetched, Fetcher, Limits

__all__ = ["Fetched", "Fetcher", "Limits"]
