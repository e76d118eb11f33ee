"""Write the graph for other programs, and read it back."""
