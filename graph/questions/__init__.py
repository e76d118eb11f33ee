"""Questions to the graph: each takes an index and returns one answer."""
