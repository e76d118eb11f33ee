"""What all templates use: filters, links to nodes, and texts from ``graph.parts.text``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Flask, current_app, url_for
from markupsafe import Markup
from msgspec.structs import replace

from graph.model.records import NECESSITIES, Locator, Necessity, RequiresEdge
from graph.model.relations import PLURALS, RELATIONS, Kind
from graph.parts.aligned_ways import aligned_ends_text, aligned_gain_text, aligned_way_text
from graph.parts.alignments import aligned_text
from graph.parts.flow import observed_text
from graph.parts.gap_text import (
    carried,
    changed_levels,
    counted_first,
    ends_text,
    level_text,
    necessity_marks,
    necessity_text,
    own,
    terms_text,
)
from graph.parts.path_text import hedges, move_basis_text, step_facts
from graph.parts.text import (
    BASIS_MEANS,
    MEASURES_MEANS,
    NOT_RECORDED,
    fact_text,
    plural,
    source_text,
    what_text,
    years_text,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from web import drawn, parameters, static_files

INTERFACE_LANGUAGE = "en"
"""The language of the interface; a data set has its own."""


def register(app: Flask) -> None:
    """Add the filters, and the variables of every template."""
    app.add_template_filter(years_text)
    app.add_template_filter(what_text)
    app.add_template_filter(plural)
    app.add_template_filter(fact_text)
    app.add_template_filter(observed_text)
    app.add_template_filter(move_basis_text)
    app.add_template_filter(step_facts)
    app.add_template_filter(hedges)
    for aligned in (aligned_text, aligned_way_text, aligned_gain_text, aligned_ends_text):
        app.add_template_filter(aligned)
    for text in (
        carried,
        counted_first,
        changed_levels,
        ends_text,
        level_text,
        necessity_text,
        own,
        terms_text,
    ):
        app.add_template_filter(text)
    app.add_template_filter(capitalize_first)
    app.add_template_global(static_files.modules)
    app.add_template_global(drawn.drawn_at)
    app.add_template_global(drawn.drawn_here)
    app.context_processor(_shared)


def capitalize_first(sentence: str) -> str:
    """Return the sentence with a capital first letter, all else unchanged."""
    return sentence[:1].upper() + sentence[1:]


def lang(language: str) -> Markup:
    """Return the ``lang`` attribute of a text of a data set, or "" for the interface's language."""
    same = language.partition("-")[0] == INTERFACE_LANGUAGE  # en-GB is English, too
    return Markup() if same else Markup(' lang="{}"').format(language)


def node_url(node: Any) -> str:
    """Return the address of the page of a node, which has an ``id`` and a ``kind``."""
    kind: Kind = node.kind
    return url_for("node.page", plural=PLURALS[kind], id_=node.id)


def means_one(node: Any) -> bool:
    """Return whether the title of a node means it alone, among the nodes of its kind."""
    return parameters.index().named(node.title, node.kind) == [node.id]


def _shared() -> dict[str, Any]:
    """Return the variables of every template."""
    index = parameters.index()
    about = index.about
    titles = {source.id: source.title for source in about.sources}
    return {
        "about": about,
        "sets": current_app.extensions["sets"],
        "BASIS_MEANS": BASIS_MEANS,
        "MEASURES_MEANS": MEASURES_MEANS,
        "NOT_RECORDED": NOT_RECORDED,
        "NECESSITIES": NECESSITIES,
        "MARKED": _marked(index),
        "RELATIONS": RELATIONS,
        "here": node_url,
        "node_url": node_url,
        "lang": lang,
        "means_one": means_one,
        "data_lang": lang(about.info.language),
        "cite": partial(_cite, titles),
        "cite_lines": partial(_cite_lines, titles),
    }


@cached_with_index
def _marked(index: Index) -> frozenset[Necessity]:
    """Return the necessities that differ from the plain ones of a data set."""
    records = (record for record, _ in index.claims("requires"))
    return necessity_marks(each.necessity for each in records if isinstance(each, RequiresEdge))


def _cite(titles: Mapping[str, str], place: Locator) -> str:
    """Return a place in a source; without the title if there is one source, and a section."""
    short = len(titles) == 1 and place.section
    return source_text(place, "" if short else titles.get(place.id))


def _cite_lines(titles: Mapping[str, str], place: Locator) -> str:
    """Return the lines of a place or, where none are given, the whole place."""
    if not place.lines:
        return _cite(titles, place)
    return source_text(
        replace(place, section=None), "" if len(titles) == 1 else titles.get(place.id)
    )
