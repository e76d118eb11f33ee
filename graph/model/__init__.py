"""The records of a data set, relations, names and errors. Imports nothing else of the project."""
