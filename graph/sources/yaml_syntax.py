"""Say what is wrong with the syntax of a YAML file."""

from __future__ import annotations

import yaml


def syntax_message(error: yaml.MarkedYAMLError, text: str) -> str:
    """Return the message about a syntax error that PyYAML found in the text."""
    problem = (error.problem or "unexpected text").replace("\n", " ")
    if error.problem_mark:
        before, found = _around(text, error.problem_mark)
        if found == "\t" or "\t" in before:
            return "a tab where YAML wants spaces; indent with spaces"
        if problem.startswith("found character") and found:
            return f"text without quotes cannot begin with '{found}'; put it in quotes"
    if problem.startswith("mapping values are not allowed"):
        return "': ' inside text; put the text in quotes, or check the indentation"
    context = f" ({error.context}{_begun(error)})" if error.context else ""
    return f"not valid YAML: {problem}{context}; check indentation, colons and quotes"


def _begun(error: yaml.MarkedYAMLError) -> str:
    begun, found = error.context_mark, error.problem_mark
    return f" begun in line {begun.line + 1}" if begun and found and begun.line < found.line else ""


def _around(text: str, mark: yaml.Mark) -> tuple[str, str]:
    """Return the indentation of the line, and the character at the mark."""
    line = "".join(text.splitlines(keepends=True)[mark.line : mark.line + 1])
    return line[: len(line) - len(line.lstrip())], line[mark.column : mark.column + 1]
