"""The faces: the command line and the Streamlit app, thin over corpus, ingest and assistant."""
