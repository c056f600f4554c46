"""The page: a chat with the articles and the library they are in, drawn by Streamlit on this machine alone."""
