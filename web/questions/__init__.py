"""The pages and JSON endpoints of the questions, one blueprint a question."""
