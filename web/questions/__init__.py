"""The pages and answers of single questions: one module, one question."""
