"""From the library to what the day was: summaries, each line cited, in two languages."""
