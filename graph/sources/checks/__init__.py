"""The checks of a data set, by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from graph.model.errors import Problem
from graph.sources.checks import (
    completeness,
    edges,
    extension,
    levels,
    names,
    provenance,
    references,
)
from graph.sources.contents import Contents

Check: TypeAlias = Callable[[Contents], Iterator[Problem]]
"""Yields the problems of a data set by one rule, which its docstring states."""

ERRORS: tuple[Check, ...] = (
    names.dataset_is_described_once,
    names.ids_are_unique,
    extension.ids_are_bare,
    extension.extended_nodes_keep_their_titles,
    names.names_are_unique,
    references.references_resolve,
    references.alignments_resolve,
    references.signs_demand_skills,
    references.near_skills_are_skills,
    references.broader_roles_are_roles,
    references.edges_join_the_right_kinds,
    edges.edges_are_written_once,
    edges.near_skills_are_written_once,
    references.groups_do_not_contain_themselves,
    references.roles_are_no_special_cases_of_themselves,
    edges.years_are_a_range,
    edges.observed_steps_have_figures,
    provenance.line_ranges_run_forwards,
    levels.scales_run_upwards,
    levels.levels_are_on_their_scale,
    levels.list_meanings_are_written_once,
)
WARNINGS: tuple[Check, ...] = (
    completeness.nodes_are_connected,
    completeness.roles_have_requirements,
    provenance.claims_have_a_source,
    edges.edges_do_not_contradict,
    extension.extensions_do_not_contradict,
)
