"""The app: its pages, and what they share. Started by `dateline serve`."""

from pathlib import Path

import streamlit as st

from ui import chat, upload

st.set_page_config(page_title="Dateline", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
page = st.navigation(
    [
        st.Page(chat.page, title="Chat", icon=":material/forum:", url_path="chat", default=True),
        st.Page(upload.page, title="Upload", icon=":material/upload_file:", url_path="upload"),
    ]
)
page.run()
