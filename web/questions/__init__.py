"""The pages and JSON of the questions: one module, one question."""
