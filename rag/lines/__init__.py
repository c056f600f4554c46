"""Lines as they were printed or typed, made paragraphs again: layout of pages, cut words, fixed widths; their dates."""
