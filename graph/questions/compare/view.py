"""How a comparison reads: titles and sentences, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from graph.model.records import Note
from graph.parts.conditional_names import conditional_name_text
from graph.parts.gap_text import carried_notes
from graph.parts.requirements import Terms
from graph.parts.text import NOT_RECORDED
from graph.questions.compare.answer import Comparison, RequirementRow, SideBySide

_ALL = {2: "Both", 3: "All three", 4: "All four"}


class ListWords(NamedTuple):
    """The words for one of the lists of a comparison."""

    title: str
    one: str
    several: str
    verb: str
    """What a role or path does with the items."""


_REQUIRED = {
    "skills": ListWords("Skills", "skill", "skills", "requires"),
    "responsibilities": ListWords(
        "Responsibilities", "responsibility", "responsibilities", "requires"
    ),
}
_SIGNS = ListWords(
    "Signs of readiness, or how to get a first position", "such point", "such points", "names"
)

_WORDS: dict[str, dict[str, ListWords]] = {
    "roles": {
        **_REQUIRED,
        "signs": _SIGNS,
        "next_roles": ListWords("Next roles", "next role", "next roles", "has"),
        "earlier_roles": ListWords("Earlier roles", "earlier role", "earlier roles", "has"),
    },
    "paths": {
        "roles": ListWords("Roles", "role", "roles", "has"),
        "steps": ListWords("Steps", "step", "steps", "has"),
        **{
            name: words._replace(title=f"{words.title} gained", verb="adds")
            for name, words in _REQUIRED.items()
        },
        "signs": _SIGNS,
    },
}


class SetInWords(NamedTuple):
    """An overlap set with its title; the rows that differ come before those that do not."""

    title: str
    owners: tuple[int, ...]
    differing: tuple[Any, ...]
    same: tuple[Any, ...]


class Section(NamedTuple):
    """One of the lists of a comparison, in words."""

    name: str
    """The field of the answer."""
    title: str
    sentence: str
    """How much is shared, and how much is not."""
    sets: list[SetInWords]
    notes: tuple[Note, ...] = ()
    """What speaks against carrying requirements from rungs before."""


def names_of(answer: Comparison) -> list[str]:
    """Return what each of the compared is called in sentences: its title, or "path 1"."""
    return [
        each.role.node.title if each.role else f"path {number}"
        for number, each in enumerate(answer.compared, 1)
    ]


def title_of(answer: Comparison) -> str:
    """Return what is compared."""
    names = names_of(answer)
    return " – ".join(names) if answer.kind == "roles" else capitalized(listed(names))


def headline(answer: Comparison) -> list[str]:
    """Return a comparison of roles in a sentence for each kind of requirement."""
    sentences = [section.sentence for section in sections(answer) if section.name in _REQUIRED]
    return [*sentences, *map(conditional_name_text, answer.conditional_names)]


def sections(answer: Comparison) -> list[Section]:
    """Return the lists of a comparison in words; none if one of the paths does not exist."""
    if not answer.found:
        return []
    names = names_of(answer)
    return [
        Section(
            name,
            words.title,
            list_sentence(getattr(answer, name), names, words, _left_out(answer, name)),
            sets_in_words(getattr(answer, name), names),
            carried_notes(_terms(getattr(answer, name))) if name in _REQUIRED else (),
        )
        for name, words in _WORDS[answer.kind].items()
    ]


def _terms(lists: SideBySide[RequirementRow]) -> Iterator[Terms]:
    return (terms for each in lists.sets for row in each.rows for terms in row.terms)


def _left_out(answer: Comparison, name: str) -> list[int]:
    """Return the numbers of the roles whose list only this data leaves out."""
    return [
        number
        for number, each in enumerate(answer.compared, 1)
        if each.role
        and any(entry.what == name and entry.left_out for entry in each.role.not_stated)
    ]


def list_sentence(
    lists: SideBySide[Any], names: Sequence[str], words: ListWords, left_out: Sequence[int] = ()
) -> str:
    """Return how much the lists share, what each has alone, and which lists are not stated.

    >>> lists = SideBySide(totals=(27, None), shared=None, not_stated=(2,), sets=())
    >>> skills = ListWords("Skills", "skill", "skills", "requires")
    >>> list_sentence(lists, ["Clerk", "Cook"], skills)
    'Clerk requires 27 skills; no source lists any for Cook.'
    """
    stated = [number for number in range(1, len(names) + 1) if number not in lists.not_stated]
    missing = [number for number in lists.not_stated if number in left_out]
    unknown = listed(
        [names[number - 1] for number in lists.not_stated if number not in missing], "or"
    )
    of = listed([names[number - 1] for number in missing], "and")
    unrecorded = f"{capitalized(words.several)} of {of}: {NOT_RECORDED}." if missing else ""
    if not stated:
        none = f"No source lists {words.several} for {unknown}." if unknown else ""
        return " ".join(filter(None, [none, unrecorded]))
    if len(stated) == 1:
        number = stated[0]
        total = _counted(lists.totals[number - 1] or 0, words)
        parts = [f"{names[number - 1]} {words.verb} {total}"]
    else:
        parts = [_shared_text(lists, stated, names, words), *_alone(lists, stated, names, words)]
    if unknown:
        parts.append(f"no source lists any for {unknown}")
    sentences = [f"{capitalized('; '.join(parts))}.", unrecorded, *_carried(lists, names, words)]
    return " ".join(filter(None, sentences))


def sets_in_words(lists: SideBySide[Any], names: Sequence[str]) -> list[SetInWords]:
    """Return the overlap sets with their titles.

    >>> from graph.questions.compare.answer import OverlapSet
    >>> alone = OverlapSet(owners=(1,), rows=("SQL",))
    >>> lists = SideBySide(totals=(1, 0), shared=0, not_stated=(), sets=(alone,))
    >>> sets_in_words(lists, ["Clerk", "Cook"])[0].title
    'Only Clerk'
    """
    return [
        SetInWords(
            title=_set_title(each.owners, names, stated=len(names) - len(lists.not_stated)),
            owners=each.owners,
            differing=tuple(row for row in each.rows if getattr(row, "differs", ())),
            same=tuple(row for row in each.rows if not getattr(row, "differs", ())),
        )
        for each in lists.sets
    ]


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Return the words as a list in a sentence; nothing for none.

    >>> listed(["Clerk", "Cook", "Porter"])
    'Clerk, Cook and Porter'
    """
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def capitalized(text: str) -> str:
    """Return a text with a capital first letter; the others stay."""
    return text[:1].upper() + text[1:]


def more_text(number: int) -> str:
    """Return how many rows are not shown."""
    return f"… and {number:,} more; --json lists all"


def _set_title(owners: Sequence[int], names: Sequence[str], *, stated: int) -> str:
    if len(owners) == len(names):
        return _ALL[len(owners)]
    text = listed([names[number - 1] for number in owners])
    return f"Only {text}" if len(owners) == 1 < stated else capitalized(text)


def _shared_text(
    lists: SideBySide[Any], stated: Sequence[int], names: Sequence[str], words: ListWords
) -> str:
    sets = {each.owners: each.rows for each in lists.sets}
    shared = sets.get(tuple(stated), ())
    some = sum(len(rows) for owners, rows in sets.items() if 1 < len(owners) < len(stated))
    differing = sum(bool(getattr(row, "differs", ())) for row in shared)
    text = f"{listed([names[n - 1] for n in stated])} share {_counted(len(shared), words)}"
    if differing:
        text += f" ({differing:,} on different terms)"
    if some:
        text += f", {'and' if shared else 'but'} some of them share {some:,}"
        text += " more" if shared else ""
    return text if set(sets) - {tuple(stated)} else f"{text}; no others are listed"


def _alone(
    lists: SideBySide[Any], stated: Sequence[int], names: Sequence[str], words: ListWords
) -> Iterator[str]:
    """Yield how much each has that no other has, in one part of a sentence."""
    sizes = {each.owners: len(each.rows) for each in lists.sets}
    alone = [(names[n - 1], sizes[(n,)]) for n in stated if (n,) in sizes]
    if alone:
        (name, size), *rest = alone
        others = (f"{other} alone {number:,}" for other, number in rest)
        yield ", ".join([f"{name} alone {words.verb} {size:,}", *others])


def _carried(lists: SideBySide[Any], names: Sequence[str], words: ListWords) -> Iterator[str]:
    """Yield whose lists are carried from rungs before, in whole or in part."""
    for name, total, carried in zip(names, lists.totals, lists.carried, strict=False):
        if carried == total:
            yield f"All those of {name} are carried: no source lists {words.several} of its own."
        elif carried:
            yield f"{carried:,} of {name}'s {total:,} are carried from rungs before."


def _counted(number: int, words: ListWords) -> str:
    noun = words.one if number == 1 else words.several
    return f"{number:,} {noun}" if number else f"no {noun}"
