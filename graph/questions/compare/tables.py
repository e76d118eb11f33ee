"""How the tables of a comparison read: the overview, coverage, coefficients and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.model.records import NECESSITIES
from graph.parts.coverage import Share
from graph.parts.gap_text import levels_amount_text
from graph.parts.path_text import (
    gain_text,
    no_path_lines,
    row_text,
    total_lines,
    weakest_basis_text,
)
from graph.parts.paths import NoPath, Path
from graph.parts.text import NOT_STATED, plural
from graph.questions.compare.answer import (
    ComparedRole,
    Comparison,
    Coverage,
    Direction,
    GroupCounts,
    Pair,
    RequirementRow,
    SideBySide,
)

COVERAGE_TITLE = "How much each role covers of the other"
COVERAGE_HINT = "From A to B: the share of B's requirements that A also has."
OVERVIEW_TITLE = "Side by side"
GROUPS_TITLE = "Skills by group"
_PATH_ROWS = (
    "Roles",
    "Steps",
    "Years",
    "Skills to gain",
    "Responsibilities to gain",
    "Weakest basis",
    "Not stated on the way",
)


def overview(answer: Comparison) -> list[tuple[str, list[str]]]:
    """Return what is compared at a glance: labels, each with a text for every role or path."""
    paths = [path for each in answer.compared if (path := each.path or each.no_path)]
    rows = _path_rows(paths) if paths else _role_rows(answer)
    return list(rows.items())


def _role_rows(answer: Comparison) -> dict[str, list[str]]:
    roles = [each.role for each in answer.compared if each.role]
    rows = {
        "Level": [role.stage or NOT_STATED for role in roles],
        "Track": [role.track or NOT_STATED for role in roles],
        "Skills": _by_necessity(answer.skills),
        "Responsibilities": _by_necessity(answer.responsibilities),
        "Sum of skill levels": list(map(_sum_text, roles)),
    }
    always = ("Level", "Skills", "Responsibilities")
    return {label: row for label, row in rows.items() if label in always or {*row} != {NOT_STATED}}


def _sum_text(role: ComparedRole) -> str:
    if role.sum_of_levels is not None:
        return f"{role.sum_of_levels:g}"
    return "levels on several scales are not added" if role.several_scales else NOT_STATED


def _by_necessity(lists: SideBySide[RequirementRow]) -> list[str]:
    """Return how much each role requires."""
    counts = [Counter[str]() for _ in lists.totals]
    for each in lists.sets:
        for row in each.rows:
            for number, terms in zip(each.owners, row.terms, strict=True):
                counts[number - 1][terms.necessity] += 1
    texts = (
        ", ".join(f"{its[name]:,} {words}" for name, words in NECESSITIES.items() if its[name])
        for its in counts
    )
    return [
        f"{text}; {carried:,} of them carried from rungs before" if carried else text or NOT_STATED
        for text, carried in zip(texts, lists.carried, strict=True)
    ]


def _path_rows(paths: Sequence[Path | NoPath]) -> dict[str, list[str]]:
    """Return what to say about each path; a path that does not exist has only a reason."""
    rows = [_path_row(path) if isinstance(path, Path) else _no_path_row(path) for path in paths]
    return {name: [row.get(name, "–") for row in rows] for name in _PATH_ROWS}


def _path_row(path: Path) -> dict[str, str]:
    basis, years = path.weakest_basis, path.years
    row = {
        "Roles": row_text(path),
        "Steps": plural(path.length, "step"),
        "Not stated on the way": plural(len(path.not_stated), "item"),
    }
    if years and basis:
        row |= {
            "Years": " ".join(total_lines(years)),
            "Skills to gain": gain_text(path, "skill"),
            "Responsibilities to gain": gain_text(path, "responsibility"),
            "Weakest basis": weakest_basis_text(path, basis),
        }
    return row


def _no_path_row(no_path: NoPath) -> dict[str, str]:
    return {
        "Roles": f"{no_path.source.title} → … → {no_path.target.title}",
        "Steps": " ".join(no_path_lines(no_path)),
    }


# --- Two roles ---------------------------------------------------------------------------------


def comparisons_title(pair: Pair) -> str:
    """Return the heading of what the sources themselves say about two roles."""
    return f"What the sources say about {pair.first.title} and {pair.second.title}"


def changes_title(direction: Direction) -> str:
    """Return the heading of the levels that change from one role to another."""
    return f"What changes from {direction.source.title} to {direction.target.title}"


def coverage_text(direction: Direction) -> str:
    """Return how much the source role covers of the target role."""
    kinds = {"skills": direction.skills, "responsibilities": direction.responsibilities}
    if not any(coverage.with_helpful for coverage in kinds.values()):
        return NOT_STATED
    parts = [_coverage_text(words, coverage) for words, coverage in kinds.items()]
    if direction.levels_to_gain is not None:
        parts.append(f"{levels_amount_text(direction.levels_to_gain)} to gain")
    return "; ".join(parts)


def _coverage_text(words: str, coverage: Coverage) -> str:
    every = share_text(coverage.with_helpful)
    counted = share_text(coverage.counted, coverage.by_level)
    if coverage.counted == coverage.with_helpful:
        return f"{words} {counted}"
    return f"{words} {counted}, with helpful ones {every}"


def share_text(share: Share | None, by_level: float | None = None) -> str:
    """Return a coverage with its two numbers, and what it is by level.

    >>> share_text(Share(held=4, total=6, coverage=4 / 6))
    '4 of 6 (67%)'
    >>> share_text(Share(held=4, total=6, coverage=4 / 6), 0.5)
    '4 of 6 (67%; 50% by level)'
    """
    if share is None:
        return NOT_STATED
    level = "" if by_level is None else f"; {by_level:.0%} by level"
    return f"{share.held} of {share.total} ({share.coverage:.0%}{level})"


def coefficient_lines(pair: Pair) -> Iterator[str]:
    """Yield the coefficients of two roles, which are the same in both directions."""
    for words, each in (("skills", pair.skills), ("responsibilities", pair.responsibilities)):
        if each.jaccard_coefficient is not None:
            yield (
                f"{words.capitalize()} in both directions: overlap coefficient "
                f"{number_text(each.overlap_coefficient)}, Jaccard coefficient "
                f"{number_text(each.jaccard_coefficient)} "
                f"({number_text(each.counted_jaccard_coefficient)} without helpful ones)."
            )
            if each.jaccard_by_level != each.jaccard_coefficient:
                yield (
                    f"By level: overlap coefficient {number_text(each.overlap_by_level)}, Jaccard "
                    f"coefficient {number_text(each.jaccard_by_level)}."
                )


def number_text(value: float | None) -> str:
    """Return a coefficient, or that it is not stated.

    >>> number_text(0.4), number_text(None)
    ('0.40', 'not stated')
    """
    return NOT_STATED if value is None else f"{value:.2f}"


def group_text(group: GroupCounts, names: Sequence[str]) -> str:
    """Return how many items of a group are shared, and how many each has."""
    each = [
        f"{NOT_STATED if total is None else f'{total:,}'} {name}"
        for total, name in zip(group.totals, names, strict=True)
    ]
    shared = [] if group.shared is None else [f"{group.shared:,} shared"]
    return "; ".join([*shared, ", ".join(each)])
