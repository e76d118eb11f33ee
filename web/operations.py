"""The operations of the API: each question at each of its addresses, and the exports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from werkzeug.datastructures import MultiDict

from graph.model.errors import UnknownParameter
from graph.parts.queries.lean import EXPAND, groups_of
from graph.parts.queries.parameter import Parameter
from graph.parts.queries.query import Query, parameters
from graph.parts.queries.question import Question
from graph.parts.queries.request import read_request, request_parameters
from graph.parts.queries.values import Choice
from graph.questions import QUESTIONS

ADDRESS = "/api/v1/"
"""Where the API is."""

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, eq=False, kw_only=True)
class Operation:
    """What one address answers."""

    name: str
    """The name of its question: that of its folder."""
    path: str
    """The address as OpenAPI writes it, such as ``/api/v1/nodes/{node}``."""
    summary: str
    query: type[Query]
    answer: Any
    """The type of the answers in JSON; None for another format."""
    media_type: str = "application/json"
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Parameters that this address sets, by their names in a request."""

    @cached_property
    def id(self) -> str:
        """A name that no other operation has."""
        return "_".join([self.name, *self.fixed.values()])

    @cached_property
    def in_path(self) -> tuple[str, ...]:
        """The names of the parameters that stand in the path."""
        return tuple(_FIELD.findall(self.path))

    @cached_property
    def in_query(self) -> dict[str, Parameter]:
        """The parameters that the query string may have, but for ``expand``."""
        taken = {*self.in_path, *self.fixed}
        named = request_parameters(self.query).items()
        return {name: each for name, each in named if name not in taken}

    @cached_property
    def expands(self) -> tuple[str, ...]:
        """The parameter that expands the answer, if anything in it expands."""
        return (EXPAND,) if groups_of(self.answer) else ()


@dataclass(frozen=True, eq=False, kw_only=True)
class QuestionOperation(Operation):
    """A question at one address."""

    question: Question

    def read(
        self, given: MultiDict[str, str], in_path: Mapping[str, str], body: object = None
    ) -> Query:
        """Return the query of a request; raise BadParameter as ``read_request`` does."""
        if not self.in_path and not self.fixed:
            return read_request(self.query, given, also=self.expands, body=body)
        for name in (*self.in_path, *self.fixed):
            if name in given:
                raise UnknownParameter(name, [*self.in_query, *self.expands])
        values = given.copy()
        values.update({**self.fixed, **in_path})
        return read_request(self.query, values, also=self.expands, body=body)


def operations() -> tuple[QuestionOperation, ...]:
    """Return the operations of all questions, in the order of their table."""
    return _operations(tuple(QUESTIONS.items()))


@cache
def _operations(rows: tuple[tuple[str, Question], ...]) -> tuple[QuestionOperation, ...]:
    return tuple(each for name, question in rows for each in operations_of(name, question))


def operations_of(command: str, question: Question) -> Iterator[QuestionOperation]:
    """Yield the operations of a question, which is given with the name of its command.

    A Literal in its address makes an operation for each of its words.
    """
    name = question.module.rpartition(".")[2]
    query, answer = question.query_type(), question.answer_type()
    fields = {each.name: each for each in parameters(query)}
    for template in question.addresses or (command,):
        path = f"{ADDRESS}{template}"
        words = {
            each: value
            for each in _FIELD.findall(template)
            if isinstance(value := fields[each].value, Choice)
        }
        operation = QuestionOperation(
            name=name,
            path=path,
            summary=question.summary,
            query=query,
            answer=answer,
            question=question,
        )
        if not words:
            yield operation
        for each, choice in words.items():
            for word in choice.words:
                written = path.replace(f"{{{each}}}", word)
                yield replace(
                    operation,
                    path=written,
                    summary=f"{operation.summary}: only {word}",
                    fixed={fields[each].in_request: word},
                )
