"""What several questions share: requirements, moves, paths, coverage, effort, text."""
