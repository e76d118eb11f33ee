"""The numbers of pictures: crossings, edges behind boxes, texts on each other, size of labels.

Prints a table of the maps of the shipped sets, of every group of the UK framework, and of the
overview and the three largest groups of ESCO and O*NET.

    python tests/benchmarks/pictures.py
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from harness import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from picture_measures import STAGES, measures

from graph.model.data_paths import SHELF, shipped
from graph.opening.index import open_index
from graph.parts.groups import division
from graph.store.index import Index
from web.pictures.career_map import map_picture

PUBLISHED = ROOT.parent / "shared" / "data"
WIDE = list(STAGES)[:3]


def main() -> None:
    """Print the table."""
    columns = ["picture", "nodes/edges", "crossings", "of steps", "behind", "texts", "kB", *WIDE]
    sys.stdout.write(_row(columns) + _row(["---"] * len(columns)))
    for title, index, groups in _sets():
        for group in groups:
            picture = json.dumps(map_picture(index, division(index, group), "landscape"))
            found = measures(json.loads(picture))
            counts = (found.crossings, found.steps_crossing, found.behind, found.texts)
            pixels = (f"{found.label_pixels(stage):.1f} px" for stage in WIDE)
            name = f"{title} {group}".strip()
            size = f"{len(picture) / 1000:.0f}"
            cells = (name, f"{found.nodes}/{found.edges}", *map(str, counts), size, *pixels)
            sys.stdout.write(_row(cells))
            sys.stdout.flush()


def _sets() -> Iterator[tuple[str, Index, list[str]]]:
    for name in SHELF:
        yield name, open_index([shipped(name)]), [""]
    uk = open_index([PUBLISHED / "uk-digital-data-framework"])
    yield "uk", uk, ["", *(group.id for group in division(uk).groups)]
    for name in ("esco", "onet"):
        index = open_index([PUBLISHED / name])
        largest = sorted(division(index).groups, key=lambda group: -group.roles)[:3]
        yield name, index, ["", *(group.id for group in largest)]


def _row(cells: object) -> str:
    return f"| {' | '.join(cells)} |\n"  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
