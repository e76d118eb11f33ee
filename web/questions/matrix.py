"""The page with roles and the skills they require as one table, also as CSV and SVG."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from msgspec.structs import replace

from graph.formats.matrix_csv import matrix_csv
from graph.formats.matrix_svg import matrix_svg
from graph.model.errors import GraphError
from graph.parts.gap_text import level_text
from graph.parts.queries.request import read_request, write_request
from graph.questions.matrix import view
from graph.questions.matrix.answer import Cell, Matrix
from graph.questions.matrix.families import family_choices
from graph.questions.matrix.query import MOST_LISTED, MatrixQuery
from graph.questions.matrix.search import answer as matrix
from web import errors, parameters

blueprint = Blueprint("matrix", __name__)

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that a CSV file is UTF-8."""


@blueprint.get("/matrix")
def page() -> tuple[str, int]:
    """Show the filters and the table."""
    try:
        query = read_request(MatrixQuery, request.args, strict=False)
        return _page(matrix(parameters.index(), query), query), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(problem=problem), errors.status(problem)


@blueprint.get("/matrix.csv")
def csv_file() -> Response:
    """Answer with the table as CSV."""
    text = BYTE_ORDER_MARK + matrix_csv(_asked())
    return _file(text, "text/csv", "matrix.csv")


@blueprint.get("/matrix.svg")
def svg_file() -> Response:
    """Answer with the table as a picture."""
    return _file(matrix_svg(_asked()), "image/svg+xml", "matrix.svg")


def _asked() -> Matrix:
    return matrix(parameters.index(), read_request(MatrixQuery, request.args))


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype=media_type, headers=headers)


def _page(
    answer: Matrix | None = None,
    query: MatrixQuery | None = None,
    problem: GraphError | None = None,
) -> str:
    if answer and answer.group and query and query.role is None:
        query = replace(query, group=answer.group.id)
    given = urlencode(write_request(query)) if query else ""
    whole = replace(query, roles=MOST_LISTED, skills=MOST_LISTED) if query else None
    return render_template(
        "matrix.html",
        answer=answer,
        problem=problem,
        choices=family_choices(parameters.index()),
        address=lambda endpoint: url_for(endpoint) + (f"?{given}" if given else ""),
        whole_address=f"{url_for('matrix.page')}?{urlencode(write_request(whole))}"
        if whole
        else "",
        most=MOST_LISTED,
        level_texts=_level_texts(answer) if answer else {},
        column_count=max(1, sum(len(each.skills) for each in answer.groups)) if answer else 1,
        by_skill=lambda row: {cell.skill: cell for cell in row.cells},
        view=view,
    )


class LevelText(NamedTuple):
    """What a skill looks like at a level of the table."""

    number: int
    skill: str
    level: str
    text: str


def _level_texts(answer: Matrix) -> dict[tuple[str, str], LevelText]:
    """Return the texts of the levels, by skill and text, in the order of the columns."""
    cells: dict[str, dict[str, Cell]] = {}
    for ladder in answer.ladders:
        for row in ladder.roles:
            for cell in row.cells:
                if cell.level_text:
                    cells.setdefault(cell.skill, {})[cell.level_text] = cell
    found: dict[tuple[str, str], LevelText] = {}
    for skill in (skill for group in answer.groups for skill in group.skills):
        its = cells.get(skill.id, {})
        for text, cell in sorted(its.items(), key=lambda item: item[1].level or 0):
            entry = LevelText(len(found), skill.title, level_text(cell), text)
            found[skill.id, text] = entry
    return found
