"""What comes in: documents and feeds become articles of the library, embedded and indexed, each acknowledged."""
