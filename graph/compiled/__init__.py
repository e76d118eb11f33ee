"""Searches over whole numbers: they know costs and nodes, and no roles."""
