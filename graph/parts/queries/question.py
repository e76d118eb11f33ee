"""What belongs to a question? Its query, its search and its words, each imported when needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

if TYPE_CHECKING:
    from types import ModuleType

    from graph.parts.queries.query import Query
    from graph.store.index import Index
    from graph.terminal import Page

YES, NO = 0, 1


class Question(NamedTuple):
    """A row of the table of questions: a summary for the help, and the package of its modules.

    The package has three modules: ``query`` with a subclass of Query, ``search`` with
    ``answer(index, query)``, and ``terminal`` with ``write(page, answer, index)``.
    """

    summary: str
    module: str
    addresses: tuple[str, ...] = ()
    """Its addresses below /api/v1/, if the name is not its only one. ``{field}`` stands for a
    field of the query, or for each word of it if it is a Literal."""

    def query_type(self) -> type[Query]:
        """Return the one query that the question's module defines."""
        from graph.parts.queries.query import Query

        module = self._part("query")
        (query,) = (
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Query)
            and value.__module__ == module.__name__
        )
        return query

    def answer(self, index: Index, query: Query) -> Any:
        """Return the answer to a query; raise GraphError as its search does."""
        return self._part("search").answer(index, query)

    def answer_type(self) -> Any:
        """Return the type of the answers: a record, or a union of several."""
        return get_type_hints(self._part("search").answer)["return"]

    def write(self, page: Page, answer: Any, index: Index) -> None:
        """Write an answer to a page of text."""
        self._part("terminal").write(page, answer, index)

    def view(self) -> ModuleType:
        """Return the module with the sentences of the answers."""
        return self._part("view")

    def _part(self, name: str) -> ModuleType:
        return import_module(f"{self.module}.{name}")


def exit_code(answer: object) -> int:
    """Return the exit code for an answer: 1 if it says that nothing is found, else 0."""
    return YES if getattr(answer, "found", True) else NO
