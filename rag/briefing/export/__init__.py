"""A briefing as a file: HTML, Markdown, PDF, e-mail, Atom, JSON. All of them say the same, from `sheet`."""
