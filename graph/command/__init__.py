"""The command ``careergraph``."""
