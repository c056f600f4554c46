"""What runs models: the catalogue, downloads, the llama.cpp process, servers and embedders."""
