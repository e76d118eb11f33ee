"""Answers as pages for a terminal: one module a question."""
