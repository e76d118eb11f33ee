"""What the comparison of two versions takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

from msgspec import Meta

from graph.model.relations import KINDS, PLURALS, RELATIONS, Kind, RelationName
from graph.parts.queries.query import Query

What = Literal["removed", "added", "renamed", "changed"]
OtherKind = Literal["fact", "source", "stage", "track", "group", "dataset"]
DiffKind: TypeAlias = Kind | RelationName | OtherKind
"""What is compared: a kind of node, a relation, or another record."""
ListedKind: TypeAlias = Literal[Kind, RelationName, OtherKind, "place", "path"]
"""What is listed: also records that only moved within their source, and paths."""

WHATS: tuple[What, ...] = get_args(What)
OTHER_KINDS: tuple[OtherKind, ...] = get_args(OtherKind)
DIFF_KINDS: tuple[DiffKind, ...] = (*KINDS, *RELATIONS, *OTHER_KINDS)

LIMIT = 20
"""How many of each kind of change are listed by default."""
MAX_LISTED = 1_000_000

_PLURALS = {kind: f"{kind}s" for kind in (*OTHER_KINDS, "place", "path")}
_PLURALS |= {str(kind): plural for kind, plural in PLURALS.items()}


class DiffQuery(Query, frozen=True, kw_only=True):
    """Show what differs between two versions of a data set.

    Nodes, edges and facts may be added, removed, renamed or changed; shortest paths may appear,
    vanish or differ.
    """

    exits = "The exit code is 0 whether something differs or not, unless you give --exit-code."
    examples = (
        "careergraph diff careers-2023 careers-2024",
        "careergraph diff v1.0 HEAD --git careers",
        "careergraph diff HEAD --git careers --kind leads_to",
    )

    old: Annotated[
        str | None,
        Meta(
            description="the directory of the older version",
            extra={"only": "command", "positional": True, "metavar": "OLD"},
        ),
    ] = None
    new: Annotated[
        str | None,
        Meta(
            description="the directory of the newer version; without it --data",
            extra={"only": "command", "positional": True, "metavar": "NEW"},
        ),
    ] = None
    git: Annotated[
        Path | None,
        Meta(
            description="compare this directory at the git revisions OLD and NEW; without NEW, "
            "with its present files",
            extra={"only": "command", "metavar": "DIR"},
        ),
    ] = None
    exit_code: Annotated[
        bool, Meta(description="exit with 1 if something differs", extra={"only": "command"})
    ] = False
    kind: Annotated[
        ListedKind | None,
        Meta(
            description="list only changes of this kind; place: records that moved within their "
            "source",
            extra={"also": _PLURALS, "metavar": "KIND"},
        ),
    ] = None
    what: Annotated[What | None, Meta(description="list only what has changed so")] = None
    start: Annotated[
        int, Meta(description="skip this many of each kind of change", ge=0, le=MAX_LISTED)
    ] = 0
    limit: Annotated[
        int, Meta(description="list at most this many of each kind of change", ge=0, le=MAX_LISTED)
    ] = LIMIT
