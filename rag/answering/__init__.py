"""From a question to an Answer whose every sentence was checked."""
