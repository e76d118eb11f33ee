"""How the answers read: the same words on every page, in the terminal and on the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph.model.records import (
    COUNTED,
    NECESSITIES,
    About,
    Basis,
    Fact,
    Locator,
    NotStated,
    Years,
    YearsMeasure,
)
from graph.model.relations import RelationName
from graph.parts.facts import FactDetails
from graph.parts.moves import DemandedSkill
from graph.parts.years import YearRange

NOT_STATED = "not stated"
NOT_RECORDED = "not recorded in this data, but the source states them"
"""For a list that the data leaves out."""

FIRST_POSITION = "How to get a first position"

BASIS_MEANS: dict[Basis, str] = {
    "stated": "the source says so, in a sentence or in its table",
    "observed": "counted in people's careers",
    "implied": "the plain reading of the source, but no sentence says it",
    "derived": "worked out by careergraph or the writer of the data, not from a sentence",
}

MEASURES_MEANS: dict[YearsMeasure, str] = {
    "time_in_role": "time in the role before",
    "total_experience": "total experience",
    "not_stated": "time in the role or total experience: not stated which",
}

_WHAT = {
    "next_roles": "next roles",
    "earlier_roles": "earlier roles",
}


def years_text(years: Years | None, *, short: bool = False) -> str:
    """Return years as a person says them.

    >>> years_text(Years(min=3, max=5, approximate=True))
    'around 3–5 years'
    >>> years_text(Years(min=5), short=True)
    '5+ y'
    >>> years_text(None)
    'not stated'
    """
    if years is None:
        return "?" if short else NOT_STATED
    around = "~" if short else "around "
    text = _range_text(years.min, years.max, short=short)
    return f"{around if years.approximate else ''}{text}"


def range_text(years: YearRange) -> str:
    """Return a total as a person says it.

    >>> range_text(YearRange(min=9, max=None))
    'at least 9 years'
    """
    return _range_text(years.min, years.max, short=False)


def source_text(locator: Locator, title: str | None = None) -> str:
    """Return where something is said: source, section, lines, and whom it cites.

    >>> source_text(Locator(id="article", section="Skills", lines="3-5", according_to="Aha!"))
    'article, "Skills", lines 3-5, according to Aha!'
    """
    parts = [locator.id if title is None else title] if title != "" else []
    if locator.section:
        parts.append(f'"{locator.section}"')
    if locator.lines is not None:
        lines = str(locator.lines)
        parts.append(f"{'line' if lines.isdecimal() else 'lines'} {lines}")
    if locator.according_to:
        parts.append(f"according to {locator.according_to}")
    return ", ".join(parts)


def basis_text(basis: Basis, locators: Sequence[Locator]) -> str:
    """Return what a basis means for a claim with these places.

    >>> basis_text("stated", [Locator(id="tables", section="edges.csv", lines=7)])
    'listed in the table'
    >>> basis_text("stated", [Locator(id="article", section="Skills", lines=9)])
    'a sentence of the source says so'
    """
    if basis != "stated" or not locators:
        return BASIS_MEANS[basis]
    tables = list(map(_is_table, locators))
    if not any(tables):
        return "a sentence of the source says so"
    return "listed in the table" if all(tables) else BASIS_MEANS[basis]


def _is_table(place: Locator) -> bool:
    return (place.section or "").endswith((".csv", ".tsv", ".txt"))


def what_text(entry: NotStated | str) -> str:
    """Return what is not stated, as a word of a sentence."""
    what = entry if isinstance(entry, str) else entry.what
    return _WHAT.get(what, what)


def place_text(locators: Sequence[Locator]) -> str:
    """Return where something is said, briefly: the lines of each source, else its sections.

    Lines of a table also name the table.

    >>> place_text([Locator(id="article", lines="3-5"), Locator(id="article", lines=9)])
    'article, lines 3-5, 9'
    """
    places: dict[tuple[str, str, str | None], list[Locator]] = {}
    for locator in locators:
        table = f'"{locator.section}"' if locator.lines and _is_table(locator) else ""
        places.setdefault((locator.id, table, locator.according_to), []).append(locator)
    texts = []
    for (id_, table, according_to), group in places.items():
        lines = ", ".join(str(place.lines) for place in group if place.lines is not None)
        sections = dict.fromkeys(f'"{place.section}"' for place in group if place.section)
        word = "line" if lines.isdecimal() else "lines"
        parts = [*filter(None, [id_, table]), *([f"{word} {lines}"] if lines else sections)]
        texts.append(
            ", ".join([*parts, *([f"according to {according_to}"] if according_to else [])])
        )
    return "; ".join(texts)


def evidence_text(basis: Basis, locators: Sequence[Locator]) -> str:
    """Return on what basis something stands, and where it is said.

    >>> evidence_text("implied", [Locator(id="article", lines=9)])
    'implied: article, line 9'
    """
    return f"{basis}: {place_text(locators)}" if locators else basis


def step_years_text(years: Years | None) -> str:
    """Return the years of a step and what they count.

    >>> step_years_text(Years(min=2, max=4, measures="time_in_role"))
    '2–4 years (time in the role before)'
    """
    return (
        f"{years_text(years)} ({MEASURES_MEANS[years.measures]})" if years else "years not stated"
    )


def demand_text(skill: DemandedSkill) -> str:
    """Return a skill that a sign demands, and whether it is less than essential.

    >>> demand_text(DemandedSkill("sql", "SQL", "skill", necessity="helpful"))
    'SQL (helpful)'
    """
    less = skill.necessity not in COUNTED
    return f"{skill.title} ({NECESSITIES[skill.necessity]})" if less else skill.title


def not_stated_text(entry: NotStated) -> str:
    """Return what a record says is not stated, with its remark and place."""
    place = f" [{place_text(entry.locators)}]" if entry.locators else ""
    return f"{what_text(entry)}{remark_text(entry)}{place}"


class _Open(Protocol):
    @property
    def left_out(self) -> bool: ...
    @property
    def note(self) -> str | None: ...


def remark_text(entry: _Open) -> str:
    """Return whether only this data leaves it out, and the remark, as the end of a sentence.

    >>> remark_text(NotStated(what="skills", left_out=True, note="Too many."))
    ': not recorded in this data, but the source states them: Too many.'
    """
    remarks = [NOT_RECORDED if entry.left_out else "", entry.note or ""]
    return "".join(f": {remark}" for remark in remarks if remark)


def nothing_text(
    about: About, relation: RelationName | None = None, *, derives: bool = False
) -> str:
    """Return what it means that a data set has no nodes of a kind, or no edges of a relation.

    ``derives`` says whether the data set derives its overlaps on demand.
    """
    if derives and relation == "overlaps_with":
        return "derived on demand"
    if not about.sources:
        return NOT_STATED
    return f"{NOT_STATED} by {'this source' if len(about.sources) == 1 else 'these sources'}"


def amount_text(amount: float) -> str:
    """Return an amount with one decimal place, if it has any.

    >>> amount_text(174.478), amount_text(57.0)
    ('174.5', '57')
    """
    return f"{round(amount, 1):.15g}"


def plural(number: int, word: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "step"), plural(2, "responsibility")
    ('1 step', '2 responsibilities')
    """
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") else f"{number:,} {word}s"


def fact_text(fact: Fact | FactDetails) -> str:
    """Return the value of a fact and what it holds for.

    >>> fact_text(Fact(id="x", title="Pay", basis="stated", value=1500, unit="USD", place="USA"))
    '1,500 USD, USA, date not stated'
    """
    noted = any(entry.what == "date" for entry in fact.not_stated)
    date = fact.date or ("" if noted else f"date {NOT_STATED}")
    parts = (f"{fact.value:,.15g} {fact.unit}", fact.place, date)
    return ", ".join(part for part in parts if part)


def _range_text(low: float | None, high: float | None, *, short: bool) -> str:
    bounds = {bound for bound in (low, high) if bound is not None}
    unit = "y" if short else "year" if bounds == {1} else "years"
    if high is None:
        return f"{low or 0:g}+ {unit}" if short else f"at least {low or 0:g} {unit}"
    if low is None:
        return f"≤ {high:g} {unit}" if short else f"at most {high:g} {unit}"
    return f"{low:g} {unit}" if low == high else f"{low:g}–{high:g} {unit}"
