"""A sentence of the news in the other language: asked of the model, mended, checked."""
