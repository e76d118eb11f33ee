"""What is asked of the graph beyond paths: one question a module."""
