"""Work for the page that outlives a run of its script, and what is kept of it; nothing here draws."""
