"""The records of edges: as a file has them, and as the graph has them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from graph.model.records.fields import (
    Amount,
    Id,
    LevelScale,
    Necessity,
    NumberOfYears,
    RequiredLevel,
    RequiredLevelText,
    Share,
    Text,
    Title,
    YearsMeasure,
)
from graph.model.records.signs import Sign
from graph.model.records.sourced import Located, Note, NotStated, Record, Sourced


class Years(Record, frozen=True, kw_only=True):
    """How long a step takes, in years, as the source gives it."""

    min: Annotated[NumberOfYears | None, Meta(description="At least; left out if not stated.")] = (
        None
    )
    max: Annotated[
        NumberOfYears | None, Meta(description="At most; left out if the range is open-ended.")
    ] = None
    approximate: Annotated[bool, Meta(description="The source says 'around' or the like.")] = False
    measures: Annotated[
        YearsMeasure,
        Meta(
            description="What the years measure: time_in_role (the one the step starts from), "
            "total_experience, or not_stated."
        ),
    ] = "not_stated"


class Observed(Record, frozen=True, kw_only=True):
    """How many people were seen to make a step, counted in their careers."""

    count: Annotated[Amount | None, Meta(description="How many people made the step.")] = None
    leavers: Annotated[Amount | None, Meta(description="How many people left the role at all.")] = (
        None
    )
    share: Annotated[
        Share | None, Meta(description="The share of the leavers; left out: count / leavers.")
    ] = None
    lift: Annotated[
        Amount | None,
        Meta(description="How many times as often as by chance: as movers arrive there."),
    ] = None
    median_years: Annotated[
        NumberOfYears | None, Meta(description="The median time in the role before the move.")
    ] = None
    weighted: Annotated[
        bool, Meta(description="The counts are weights of a survey, not numbers of people asked.")
    ] = False
    period: Annotated[Title | None, Meta(description="When, such as 2011-2019.")] = None
    place: Annotated[Title | None, Meta(description="Where, such as a country.")] = None
    population: Annotated[Title | None, Meta(description="Whose careers were counted.")] = None

    @property
    def share_of_leavers(self) -> float | None:
        """The share of the leavers who made the step, from 0 to 1; None if it is not known."""
        if self.share is not None or self.count is None or not self.leavers:
            return self.share
        return min(1.0, self.count / self.leavers)


class EdgeRecord(Sourced, frozen=True, kw_only=True):
    """An edge of the graph, written under the role it starts from."""

    target: Annotated[Id, Meta(description="The id of the node the edge ends at.")]
    notes: tuple[Note, ...] = ()
    not_stated: tuple[NotStated, ...] = ()


class LeadsTo(EdgeRecord, frozen=True, kw_only=True):
    """The role is followed by the target role."""

    years: Annotated[Years | None, Meta(description="Left out if the source does not say.")] = None
    signs: Annotated[tuple[Sign, ...], Meta(description="Signs of readiness for this step.")] = ()
    observed: Annotated[
        Observed | None, Meta(description="How many people made the step; basis `observed`.")
    ] = None


class Requires(EdgeRecord, frozen=True, kw_only=True):
    """The role requires the target skill or responsibility."""

    necessity: Annotated[
        Necessity,
        Meta(
            description="essential: the source says essential, critical, key, must or need. "
            "listed: it names it and does not say how much it matters."
        ),
    ] = "listed"
    when: Annotated[
        Title | None, Meta(description="When it applies, such as 'as experience grows'.")
    ] = None
    importance: Annotated[
        float | None, Meta(description="How much it matters, on the scale of the source.")
    ] = None
    level: RequiredLevel = None
    scale: LevelScale = None
    level_text: RequiredLevelText = None


class ComparisonRow(Located, frozen=True, kw_only=True):
    """One row of a comparison between the role (`here`) and the other role (`there`)."""

    aspect: Title
    here: Text | None = None
    there: Text | None = None


class OverlapsWith(EdgeRecord, frozen=True, kw_only=True):
    """The role overlaps with, or is confused with, the target role; it is true both ways."""

    summary: Text | None = None
    comparison: tuple[ComparisonRow, ...] = ()


class LeadsToEdge(LeadsTo, frozen=True, kw_only=True):
    """A `leads_to` edge as the graph holds it."""

    preparations: tuple[Sign, ...] = ()
    """The preparations for a first position, if the edge begins at a starting point."""


class RequiresEdge(Requires, frozen=True, kw_only=True):
    """A `requires` edge as the graph holds it."""

    signs: tuple[Id, ...] = ()
    """Ids of the signs of readiness that demand it."""
    carried_from: Id | None = None
    """The id of the rung before that requires it, where lists name only what is added."""


class OverlapsWithEdge(OverlapsWith, frozen=True, kw_only=True):
    """An `overlaps_with` edge as the graph holds it."""

    shared: tuple[Id, ...] = ()
    """Ids of the skills and responsibilities both roles require."""
    overlap_coefficient: float | None = None
    jaccard_coefficient: float | None = None
    overlap_by_level: float | None = None
    """The overlap coefficient in which each requirement counts by the share of its level."""
    jaccard_by_level: float | None = None
