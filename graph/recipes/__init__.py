"""Published tables, read as a recipe declares."""
