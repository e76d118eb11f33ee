"""The sentences about coverage, its tiers, and the skills held."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.coverage import MIN_ROLES, MIN_SKILLS, TIERS, CutOffs, Tier
from graph.parts.text import NOT_STATED, plural


def cut_off_lines(cut_offs: CutOffs) -> list[str]:
    """Return the cut-offs and where they come from, or why there are none."""
    if not cut_offs.enough:
        return [too_few_text(cut_offs)]
    now, next_, stretch = (f"{getattr(cut_offs, tier):.2f}" for tier in TIERS)
    if not cut_offs.calibrated:
        cuts = f"Published cut-offs: now from {now}, next from {next_}, stretch from {stretch}"
        lines = [f"{cuts} (Nesta 2021, within the occupation groups of ESCO)."]
        if cut_offs.reason:
            lines.append(sentence(cut_offs.reason))
        return lines
    derived = f" ({cut_offs.derived:,} derived)" if cut_offs.derived else ""
    now, next_ = f"{now} (the median)", f"{next_} (the mean minus one standard deviation)"
    cuts = f"now from {now}, next from {next_}, stretch from {stretch} (minus two)"
    covers = "how much a role covers of the skills of the next role"
    return [
        f"Cut-offs from this graph's own ladders: {cuts}.",
        f"They measure {covers}, over {plural(cut_offs.steps, 'step')}{derived}.",
    ]


def too_few_text(cut_offs: CutOffs) -> str:
    """Return that too few roles state their skills to rank them.

    >>> from msgspec.structs import replace
    >>> from graph.parts.coverage import PUBLISHED
    >>> too_few_text(replace(PUBLISHED, roles=5))
    'Only 5 roles state enough skills to rank; tiers need 10.'
    """
    states = "role states" if cut_offs.roles == 1 else "roles state"
    number = f"Only {cut_offs.roles}" if cut_offs.roles else "No"
    return f"{number} {states} enough skills to rank; tiers need {MIN_ROLES}."


def tier_text(cut_offs: CutOffs, tier: Tier) -> str:
    """Return the range of coverage of a tier.

    >>> from graph.parts.coverage import PUBLISHED
    >>> tier_text(PUBLISHED, "now"), tier_text(PUBLISHED, "next")
    ('coverage 0.45 or more', 'coverage from 0.30 to 0.45')
    """
    low = getattr(cut_offs, tier)
    if tier == TIERS[0]:
        return f"coverage {low:.2f} or more"
    return f"coverage from {low:.2f} to {getattr(cut_offs, TIERS[TIERS.index(tier) - 1]):.2f}"


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
