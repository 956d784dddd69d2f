"""Documents on their way into the archive."""
