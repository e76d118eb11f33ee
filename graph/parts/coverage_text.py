"""How coverage, its tiers and what is held read."""

from __future__ import annotations

from collections.abc import Sequence

from graph.parts.coverage import FEW_SKILLS, TIERS, Tier, Tiers
from graph.parts.text import NOT_STATED, plural


def tiers_lines(tiers: Tiers) -> list[str]:
    """Return the cut-offs and where they come from."""
    now, next_, stretch = (f"{cut:.2f}" for cut in (tiers.now, tiers.next, tiers.stretch))
    steps = plural(tiers.steps, "step")
    if not tiers.calibrated:
        cuts = f"Published cut-offs: now from {now}, next from {next_}, stretch from {stretch}"
        lines = [f"{cuts} (Nesta 2021, within the occupation groups of ESCO)."]
        if tiers.reason:
            lines.append(f"{tiers.reason[:1].upper()}{tiers.reason[1:]}.")
        return lines
    cuts = f"Cut-offs of this graph's own ladders: now from {now} (the median), next from {next_}"
    what = "What the role before covers of the next one's essential skills"
    derived = f", {tiers.derived:,} of them derived" if tiers.derived else ""
    return [
        f"{cuts} (the mean less one standard deviation), stretch from {stretch} (less two).",
        f"{what}, over {steps}{derived}.",
    ]


def tier_text(tiers: Tiers, tier: Tier) -> str:
    """Return from which coverage to which a tier goes.

    >>> from graph.parts.coverage import PUBLISHED
    >>> tier_text(PUBLISHED, "now"), tier_text(PUBLISHED, "next")
    ('coverage 0.45 or more', 'coverage from 0.30 to 0.45')
    """
    cuts = [tiers.now, tiers.next, tiers.stretch]
    place = TIERS.index(tier)
    low = f"{cuts[place]:.2f}" if cuts[place] > 0 else "above 0"
    if not place:
        return f"coverage {low} or more" if cuts[place] > 0 else f"coverage {low}"
    if cuts[place - 1] <= 0:
        return "no coverage is left below"
    return f"coverage from {low} to {cuts[place - 1]:.2f}"


def held_skills_text(number: int, not_stated: Sequence[str]) -> str:
    """Return how many skills are held, and for which roles held that is not stated.

    >>> held_skills_text(0, ["Chief"]), held_skills_text(1, ["Chief", "Clerk"])
    ('skills not stated for Chief', '1 skill (not stated for Chief, Clerk)')
    """
    for_ = f"{NOT_STATED} for {', '.join(not_stated)}"
    if not not_stated:
        return plural(number, "skill")
    return f"{plural(number, 'skill')} ({for_})" if number else f"skills {for_}"


def caution_text(essential: int) -> str:
    """Return on how few essential skills a coverage rests; empty where they are three or more.

    >>> caution_text(1), caution_text(3)
    ('rests on 1 stated skill', '')
    """
    return f"rests on {plural(essential, 'stated skill')}" if essential < FEW_SKILLS else ""
