"""The questions of the graph: one folder, one question; a module here serves them all."""

from __future__ import annotations

from graph.parts.queries.question import Question

QUESTIONS: dict[str, Question] = {
    "compare": Question(
        "show what roles, or paths, share and how they differ", "graph.questions.compare"
    ),
}
"""Each question by the name of its command, which is also the end of its address."""
