"""The app: its pages, and the frame around them. Started by `dateline serve`."""

from pathlib import Path

import streamlit as st

from ui.app import places, theme

st.set_page_config(page_title="Dateline", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
st.html(theme.FRAME)
shown = st.navigation(places.pages(), position="top")
places.take_up(shown)
shown.run()
