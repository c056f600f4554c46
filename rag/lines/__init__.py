"""Lines as they were printed or typed: made paragraphs again; their dates; what they tell, and what is no article."""
