"""One file per format: bytes in, drafts out."""
