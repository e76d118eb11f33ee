"""How the graph travels to other programs and back."""
