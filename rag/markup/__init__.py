"""The markup of pages before anything is read in it: what can be parsed at all, and what readers do not see."""
