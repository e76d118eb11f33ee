"""The sentences about coverage, its tiers, and the skills held."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.coverage import FEASIBLE, MIN_ROLES, MIN_SKILLS, TIERS, TOP, CutOffs, Tier
from graph.parts.text import NOT_STATED, plural


def cut_off_lines(cut_offs: CutOffs) -> list[str]:
    """Return the cut-offs and where they come from, or why there are none."""
    if not cut_offs.enough:
        return [too_few_text(cut_offs)]
    ranges = ", ".join(f"{tier} from {getattr(cut_offs, tier):.2f}" for tier in TIERS)
    if cut_offs.judged:
        shares = ", ".join(f"{FEASIBLE[tier]:.0%}" for tier in TIERS)
        rated = "9,113 rated moves between occupations of ESCO, chosen, not drawn at random"
        stricter = "They rated skills without levels; levels make these tiers stricter."
        return [
            f"Tiers by {cut_offs.measure}: {ranges}.",
            f"At these, people call {shares} of such moves feasible ({rated}; Nesta 2021).",
            *([stricter] if cut_offs.levels else []),
            *([least_fit_line(cut_offs)] if cut_offs.least_fit else []),
        ]
    tops = ", ".join(f"{TOP[tier]:.0%}" for tier in TIERS)
    return [
        f"Tiers by {cut_offs.measure}: {ranges}; the highest {tops} of the pairs of this graph.",
        *([sentence(cut_offs.reason)] if cut_offs.reason else []),
        *([least_fit_line(cut_offs)] if cut_offs.least_fit else []),
    ]


def least_fit_line(cut_offs: CutOffs) -> str:
    """Return the fit that a role in any tier reaches.

    >>> from msgspec.structs import replace
    >>> from graph.parts.coverage import JUDGED
    >>> least_fit_line(replace(JUDGED, least_fit=0.092))
    'Roles in a tier also have a fit of 0.09 or more: the highest 3% of the pairs of this graph.'
    """
    least = f"{cut_offs.least_fit:.2f} or more: the highest {TOP['next']:.0%} of the pairs"
    return f"Roles in a tier also have a fit of {least} of this graph."


def too_few_text(cut_offs: CutOffs) -> str:
    """Return that too few roles state their skills to rank them.

    >>> from msgspec.structs import replace
    >>> from graph.parts.coverage import JUDGED
    >>> too_few_text(replace(JUDGED, roles=5))
    'Only 5 roles state enough skills to rank; tiers need 10.'
    """
    states = "role states" if cut_offs.roles == 1 else "roles state"
    number = f"Only {cut_offs.roles}" if cut_offs.roles else "No"
    return f"{number} {states} enough skills to rank; tiers need {MIN_ROLES}."


def tier_text(cut_offs: CutOffs, tier: Tier) -> str:
    """Return the range of coverage, or of fit, of a tier.

    >>> from graph.parts.coverage import JUDGED
    >>> tier_text(JUDGED, "now"), tier_text(JUDGED, "next")
    ('coverage 0.39 or more', 'coverage from 0.25 to 0.39')
    """
    low = getattr(cut_offs, tier)
    if tier == TIERS[0]:
        return f"{cut_offs.measure} {low:.2f} or more"
    above = getattr(cut_offs, TIERS[TIERS.index(tier) - 1])
    return f"{cut_offs.measure} from {low:.2f} to {above:.2f}"


def held_skills_text(number: int, not_stated: Sequence[str]) -> str:
    """Return how many skills are held, and the roles held whose skills are not stated.

    >>> held_skills_text(0, ["Chief"]), held_skills_text(1, ["Chief", "Clerk"])
    ('skills not stated for Chief', '1 skill (not stated for Chief, Clerk)')
    """
    for_ = f"{NOT_STATED} for {', '.join(not_stated)}"
    if not not_stated:
        return plural(number, "skill")
    return f"{plural(number, 'skill')} ({for_})" if number else f"skills {for_}"


def caution_text(counted: int) -> str:
    """Return a caution if a coverage is based on fewer than three counted skills, else "".

    >>> caution_text(1), caution_text(3)
    ('based on 1 stated skill', '')
    """
    return f"based on {plural(counted, 'stated skill')}" if counted < MIN_SKILLS else ""


def sentence(words: str) -> str:
    """Return words as a sentence, with a capital letter and a full stop; "" for none.

    >>> sentence("no source states it")
    'No source states it.'
    """
    return f"{words[:1].upper()}{words[1:]}." if words else ""
