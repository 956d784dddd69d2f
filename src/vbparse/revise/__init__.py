"""Two versions of a plan, compared: which task is which, and what became of it."""
