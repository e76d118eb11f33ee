"""What all templates use: filters, links to nodes, and texts from ``graph.parts.text``."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Flask, current_app, url_for
from markupsafe import Markup

from graph.model.records import NECESSITIES
from graph.model.relations import PLURALS, RELATIONS, Kind
from graph.parts.text import (
    BASIS_MEANS,
    MEASURES_MEANS,
    fact_text,
    path_lines,
    plural,
    source_text,
    steps_text,
    what_text,
    years_text,
)
from web import parameters

INTERFACE_LANGUAGE = "en"
"""The language of the interface; a data set has its own."""


def register(app: Flask) -> None:
    """Add the filters, and the variables of every template."""
    app.add_template_filter(years_text)
    app.add_template_filter(steps_text)
    app.add_template_filter(what_text)
    app.add_template_filter(plural)
    app.add_template_filter(fact_text)
    app.add_template_filter(capitalize_first)
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


def _shared() -> dict[str, Any]:
    about = parameters.index().about
    titles = {source.id: source.title for source in about.sources}
    short = len(titles) == 1
    return {
        "about": about,
        "sets": current_app.extensions["sets"],
        "BASIS_MEANS": BASIS_MEANS,
        "MEASURES_MEANS": MEASURES_MEANS,
        "NECESSITIES": NECESSITIES,
        "RELATIONS": RELATIONS,
        "here": node_url,
        "node_url": node_url,
        "path_lines": path_lines,
        "lang": lang,
        "data_lang": lang(about.info.language),
        "cite": lambda place: source_text(
            place, "" if short and place.section else titles.get(place.id)
        ),
        "cite_lines": lambda place: source_text(
            msgspec.structs.replace(place, section=None) if place.lines else place,
            "" if short and (place.lines or place.section) else titles.get(place.id),
        ),
    }
