"""What answers say, in sentences: one module a question."""
