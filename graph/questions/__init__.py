"""What is asked of the graph: one module, one question."""
