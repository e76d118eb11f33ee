"""What a page shows of a picture before it draws it, without JavaScript, and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, get_args
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import url_for
from werkzeug.datastructures import MultiDict

from graph.parts.queries.request import read_request, write_request
from web.exports import Hidden, PictureQuery, SvgQuery, address_of, draw, name_of
from web.pictures.layout import Orientation
from web.pictures.svg import Theme, svg
from web.pictures.vis import Picture


class Drawn(NamedTuple):
    """A picture as images, and the data that the page draws it from."""

    images: Mapping[tuple[Orientation, Theme], str]
    """Addresses, or the images themselves as addresses."""
    pictures: Mapping[Orientation, Picture]
    """Those that the page carries; it fetches others."""
    name: str
    """The name of its file, without an ending."""


FORMS: tuple[tuple[Orientation, Theme], ...] = tuple(
    (orientation, theme) for orientation in get_args(Orientation) for theme in get_args(Theme)
)


def drawn_at(address: str, off: str = "") -> Drawn:
    """Return the picture of an address of the API; the page carries it for wide screens.

    ``off`` names what the legend hides, with commas between the words; others are ignored.
    """
    given = MultiDict(parse_qsl(urlsplit(address).query))
    query = read_request(PictureQuery, given)
    known = [word for word in off.split(",") if word in get_args(Hidden)]
    written = [*write_request(query), *([("off", ",".join(known))] if known else [])]
    file = url_for("api.picture_svg")
    images = {
        (orientation, theme): f"{file}?{_text(written, orientation, theme)}".rstrip("?")
        for orientation, theme in FORMS
    }
    return Drawn(images, {"landscape": draw(query)}, name_of(query)[0])


def drawn_here(pictures: Mapping[Orientation, Picture], title: str) -> Drawn:
    """Return pictures that have no address: the page carries the images, too."""
    off = SvgQuery().left_out()
    images = {
        (orientation, theme): "data:image/svg+xml,"
        + quote(svg(pictures[orientation], theme, title=title, off=off, address=address_of))
        for orientation, theme in FORMS
    }
    return Drawn(images, pictures, "picture")


def _text(written: list[tuple[str, str]], orientation: Orientation, theme: Theme) -> str:
    """Return a query string, without what is the default."""
    form = SvgQuery(orientation=orientation, theme=theme)
    return urlencode([*written, *write_request(form)], safe=",")
