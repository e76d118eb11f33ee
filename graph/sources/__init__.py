"""From files to a checked data set: YAML, profiles, and tables by recipe."""
