"""Published tables, read by a recipe."""
