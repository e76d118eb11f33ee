"""The table of questions: one row a question, one folder a row."""

from __future__ import annotations

from graph.parts.queries.question import Question

QUESTIONS: dict[str, Question] = {
    "path": Question("show how to get from one role to another", "graph.questions.path"),
    "compare": Question(
        "show what roles, or paths, share and how they differ", "graph.questions.compare"
    ),
    "matrix": Question(
        "show roles and the skills they require as one table", "graph.questions.matrix"
    ),
    "match": Question("show which roles a person can reach", "graph.questions.match"),
    "unlock": Question(
        "show which skill brings the most new roles into reach", "graph.questions.unlock"
    ),
    "diff": Question(
        "show what differs between two versions of a data set", "graph.questions.diff"
    ),
    "show": Question(
        "show all that the data says about a role, skill or responsibility",
        "graph.questions.node",
        addresses=("nodes/{node}",),
    ),
    "list": Question(
        "list all roles, skills or responsibilities",
        "graph.questions.list",
        addresses=("nodes", "{kind}"),
    ),
    "search": Question("search names, texts and facts", "graph.questions.search"),
    "neighbourhood": Question(
        "show the nodes around a node",
        "graph.questions.neighbourhood",
        addresses=("neighbourhood/{node}",),
    ),
    "near": Question("list the skills that are near a skill", "graph.questions.near"),
    "facts": Question("list facts, such as salaries", "graph.questions.facts"),
    "stats": Question("show the data set in numbers", "graph.questions.stats"),
}
"""Each question by the name of its command, which is also the end of its address unless the row
has others. The order is that of the help."""
