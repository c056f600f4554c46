"""Where articles live: SQLite holds the truth, the vector index may be thrown away and rebuilt from it."""
