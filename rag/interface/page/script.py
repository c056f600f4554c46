"""What Streamlit runs at each visit and each click."""

from rag.interface.page.frame import draw

draw()
