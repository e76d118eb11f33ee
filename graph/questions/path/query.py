"""What a question for paths takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from graph.questions.path.options import ROLE, PathOptions


class PathQuery(PathOptions, frozen=True, kw_only=True):
    """Show how to get from one role to another: the steps, and what each step takes.

    Each step has its years, its signs of readiness, what it adds, its evidence, and what is not
    stated. The answer can have several clearly different paths, and paths can have constraints:
    roles to go through, what to avoid, and the most years or steps.
    """

    exits = "Exits with 1 if there is no path."
    examples = (
        'careergraph path "junior product manager" CPO',
        'careergraph path "business analyst" CPO --lateral --graphml path.graphml',
        'careergraph path "business analyst" CPO --lateral --alternatives 5',
        'careergraph path "business analyst" CPO --lateral --via PM --max-steps 5',
    )

    source: Annotated[
        str,
        Meta(
            description="title, alias or id of the first role",
            extra={"metavar": "FROM", "takes": ROLE, "names": "role"},
        ),
    ]
    target: Annotated[
        str,
        Meta(
            description="title, alias or id of the last role",
            extra={"metavar": "TO", "takes": ROLE, "names": "role"},
        ),
    ]
    graphml: Annotated[
        Path | None,
        Meta(
            description="also write the roles and edges of the paths to a GraphML file",
            extra={"only": "command"},
        ),
    ] = None
    dialect: Annotated[
        Literal["portable", "yed"] | None,
        Meta(
            description="the reader of the file: portable for any, yed for labels and colours in "
            "yEd; default: portable",
            extra={"only": "command", "option": "--for"},
        ),
    ] = None
