"""What sentences say that can be checked: numbers, dates, names, quotations, negations; and whether others say it."""
