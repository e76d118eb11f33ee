"""A page for each question that has a template questions/<command>.html and no page of its own.

The page has a form with the parameters of the query. The template shows the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from flask import Blueprint, render_template, request

from graph.model.errors import GraphError
from graph.parts.queries.question import Question
from graph.parts.queries.request import read_request, request_parameters
from graph.questions import QUESTIONS
from web import errors, parameters

TEMPLATES = Path(__file__).parents[1] / "templates"


def blueprint_of(questions: Mapping[str, Question] = QUESTIONS) -> Blueprint:
    """Return a blueprint with an address for each question that has a template."""
    blueprint = Blueprint("question", __name__)
    for name, question in questions.items():
        template = f"questions/{name}.html"
        if (TEMPLATES / template).is_file():
            blueprint.add_url_rule(f"/{name}", name, partial(page, name, question, template))
    return blueprint


def page(name: str, question: Question, template: str) -> tuple[str, int]:
    """Show the form of a question, and its answer once a parameter is given."""
    query_type = question.query_type()
    answer, problem = None, None
    if request.args:
        try:
            query = read_request(query_type, request.args)
            answer = question.answer(parameters.index(), query)
        except GraphError as error:  # beside the form, so that what was typed is not lost
            problem = error
    shown = render_template(
        template,
        name=name,
        summary=question.summary,
        parameters=request_parameters(query_type),
        answer=answer,
        problem=problem,
        view=question.view(),
    )
    return shown, errors.status(problem) if problem else 200
