"""The pages and the JSON of questions, each with a blueprint of its own."""
