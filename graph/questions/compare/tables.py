"""How the tables of a comparison read: the overview, coverage, coefficients and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.model.records import NECESSITIES
from graph.parts.coverage import Share
from graph.parts.paths import Path
from graph.parts.text import (
    BASIS_MEANS,
    NOT_STATED,
    gain_text,
    no_path_lines,
    plural,
    total_lines,
)
from graph.questions.compare.answer import (
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


def overview(answer: Comparison) -> list[tuple[str, list[str]]]:
    """Return what is compared at a glance: labels, each with a text for every role or path."""
    paths = [each.path for each in answer.compared if each.path]
    rows = _path_rows(paths) if paths else _role_rows(answer)
    return list(rows.items())


def _role_rows(answer: Comparison) -> dict[str, list[str]]:
    roles = [each.role for each in answer.compared if each.role]
    levels = [role.sum_of_levels for role in roles]
    rows = {
        "Level": [role.stage or NOT_STATED for role in roles],
        "Track": [role.track or NOT_STATED for role in roles],
        "Skills": _by_necessity(answer.skills),
        "Responsibilities": _by_necessity(answer.responsibilities),
        "Sum of skill levels": [NOT_STATED if sum_ is None else f"{sum_:g}" for sum_ in levels],
    }
    always = ("Level", "Skills", "Responsibilities")
    return {label: row for label, row in rows.items() if label in always or {*row} != {NOT_STATED}}


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
    return [text or NOT_STATED for text in texts]


def _path_rows(paths: Sequence[Path]) -> dict[str, list[str]]:
    return {
        "Roles": [" → ".join(_titles(path)) for path in paths],
        "Steps": [
            plural(len(path.steps), "step") if path.found else _reason(path) for path in paths
        ],
        "Years": [
            " ".join(total_lines(path.years, len(path.steps))) if path.years else "–"
            for path in paths
        ],
        "Skills to gain": [_gain(path, "skill") for path in paths],
        "Responsibilities to gain": [_gain(path, "responsibility") for path in paths],
        "Weakest basis": [
            f"{path.weakest_basis} ({BASIS_MEANS[path.weakest_basis]})"
            if path.weakest_basis
            else "–"
            for path in paths
        ],
        "Not stated on the way": [
            plural(len(path.unknown), "item") if path.found else "–" for path in paths
        ],
    }


def _titles(path: Path) -> list[str]:
    if not path.found:
        return [path.source.title, "…", path.target.title]
    return [path.source.title, *(step.target.title for step in path.steps)]


def _reason(path: Path) -> str:
    if path.no_path is None:
        return ""
    return " ".join(no_path_lines(path.no_path, target=path.target, lateral=path.lateral))


def _gain(path: Path, word: str) -> str:
    if not path.steps:
        return "–"
    kind = "skills" if word == "skill" else "responsibilities"
    return gain_text(getattr(path, kind), word, path, [getattr(step, kind) for step in path.steps])


# --- Two roles ---------------------------------------------------------------------------------


def comparisons_title(pair: Pair) -> str:
    """Return the heading of what the sources themselves say about two roles."""
    return f"What the sources say about {pair.first.title} and {pair.second.title}"


def coverage_text(direction: Direction) -> str:
    """Return how much the source role covers of the target role."""
    kinds = {"skills": direction.skills, "responsibilities": direction.responsibilities}
    if not any(coverage.with_helpful for coverage in kinds.values()):
        return NOT_STATED
    parts = [_coverage_text(words, coverage) for words, coverage in kinds.items()]
    if direction.levels_to_gain is not None:
        parts.append(f"{direction.levels_to_gain:g} levels to gain")
    return "; ".join(parts)


def _coverage_text(words: str, coverage: Coverage) -> str:
    every = share_text(coverage.with_helpful)
    if coverage.essential == coverage.with_helpful:
        return f"{words} {every}"
    return f"essential {words} {share_text(coverage.essential)}, all {every}"


def share_text(share: Share | None) -> str:
    """Return a coverage with its two numbers.

    >>> share_text(Share(held=4, total=6, coverage=4 / 6))
    '4 of 6 (67%)'
    """
    return f"{share.held} of {share.total} ({share.coverage:.0%})" if share else NOT_STATED


def coefficient_lines(pair: Pair) -> Iterator[str]:
    """Yield the coefficients of two roles, which are the same in both directions."""
    for words, each in (("skills", pair.skills), ("responsibilities", pair.responsibilities)):
        if each.jaccard_coefficient is not None:
            yield (
                f"{words.capitalize()} in both directions: overlap coefficient "
                f"{number_text(each.overlap_coefficient)}, Jaccard coefficient "
                f"{number_text(each.jaccard_coefficient)} "
                f"({number_text(each.essential_jaccard_coefficient)} of the essential ones)."
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
