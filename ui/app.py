"""The app: its pages, and what they share. Started by `dateline serve`."""

import streamlit as st

from ui import chat, upload

st.set_page_config(page_title="Dateline", page_icon=":material/newsmode:", layout="wide")
page = st.navigation(
    [
        st.Page(chat.page, title="Chat", icon=":material/forum:", url_path="chat", default=True),
        st.Page(upload.page, title="Upload", icon=":material/upload_file:", url_path="upload"),
    ]
)
page.run()
