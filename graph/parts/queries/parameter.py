"""What is a parameter? One field of a query, as a command and a request take it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo

from graph.model.errors import BadParameter
from graph.parts.queries.values import (
    MOST_CHARACTERS,
    Choice,
    Document,
    File,
    Names,
    Number,
    Text,
    Value,
    YesNo,
)

Where = Literal["everywhere", "command", "request", "body"]
"""Where a parameter exists: the body is a POST's, and a file of the command."""

_EXTRA = {
    "also",
    "instead_of",
    "items",
    "metavar",
    "names",
    "only",
    "option",
    "parameter",
    "positional",
    "takes",
}
_SIMPLE: dict[Any, Value] = {bool: YesNo(), Path: File(), tuple[str, ...]: Names()}


class Parameter(Struct, frozen=True, kw_only=True):
    """One field of a query: its names, what it takes, and how many values."""

    name: str
    """The name of the field."""
    value: Value
    description: str
    required: bool
    default: Any
    many: bool
    """Whether it takes several values."""
    fewest: int
    most: int | None
    where: Where
    option: str
    """Its name on the command line: an option, or the metavar of a positional argument."""
    positional: bool
    metavar: str
    in_request: str
    takes: str
    items: str
    names: str
    """The kind of node that it names, or "node" for any; empty if it names none."""
    instead_of: str
    """The parameter whose argument on the command line may name the file of this document."""

    def read(self, text: str, *, called: str) -> Any:
        """Return the value that a text writes; ``called`` names the parameter in a complaint.

        Raises BadParameter.
        """
        try:
            return self.value.read(text)
        except ValueError:
            raise BadParameter(called, text, self.value.allowed) from None

    def read_all(self, texts: Iterable[str], *, called: str) -> tuple[Any, ...]:
        """Return the values that several texts write; words may stand in one, between commas.

        Raises BadParameter, also if there are too few or too many.
        """
        if self.comma_separated:
            texts = [word.strip() for text in texts for word in text.split(",")]
        values = tuple(self.read(text, called=called) for text in texts)
        self.check_number(len(values), called=called)
        return values

    @property
    def comma_separated(self) -> bool:
        """Whether one text may hold several values, with commas between them."""
        return self.many and isinstance(self.value, Choice)

    def check_number(self, number: int, *, called: str) -> None:
        """Raise BadParameter if there are too few values or too many."""
        if number < self.fewest or (self.most is not None and number > self.most):
            items = self.items.removesuffix("s") if number == 1 else self.items
            raise BadParameter(called, f"{number} {items}", self.range)

    @property
    def range(self) -> str:
        """How many values it takes; nothing if there is no limit."""
        if self.most is None:
            return f"at least {self.fewest}" if self.fewest else ""
        return f"{self.fewest} to {self.most}" if self.fewest else f"at most {self.most}"

    def check(self, value: Any) -> None:
        """Raise BadParameter if a value, not its default, is none of its values."""
        values = value if self.many else (value,)
        for each in values:
            if not self.value.holds(each):
                written = f"{each:g}" if isinstance(each, float) else each
                raise BadParameter(self.name, written, self.value.allowed)
        if self.many:
            self.check_number(len(values), called=self.name)


def parameter_of(field: FieldInfo) -> Parameter:
    """Return the parameter that a field of a query declares.

    Raises TypeError if its type or its ``extra`` is none that a parameter can have.
    """
    type_, metas = _plain(field.type)
    extra = _extra(field.name, metas)
    many = get_origin(type_) is tuple
    of, its_metas = _plain(get_args(type_)[0]) if many else (type_, metas)
    value = _value(field.name, of, its_metas, extra)
    option = extra.get("option", "" if extra.get("positional") else None)
    positional = option == "" or (
        option is None and field.required and not isinstance(value, YesNo)
    )
    metavar = extra.get("metavar", field.name.upper() if positional else value.metavar)
    return Parameter(
        name=field.name,
        value=value,
        description=_first(metas, "description") or _first(its_metas, "description") or "",
        required=field.required,
        default=_default(field),
        many=many,
        fewest=(_first(metas, "min_length") or 0) if many else 0,
        most=_first(metas, "max_length") if many else None,
        where="body" if isinstance(value, Document) else extra.get("only", "everywhere"),
        option=metavar if positional else option or f"--{field.name.replace('_', '-')}",
        positional=positional,
        metavar=metavar,
        in_request=extra.get("parameter", field.name),
        takes=extra.get("takes") or _first(metas, "description") or value.allowed,
        items=extra.get("items", "names"),
        names=extra.get("names", ""),
        instead_of=extra.get("instead_of", ""),
    )


def _value(name: str, type_: Any, metas: Iterable[Meta], extra: dict[str, Any]) -> Value:
    if type_ in _SIMPLE:
        return _SIMPLE[type_]
    if get_origin(type_) is Literal:
        return Choice(get_args(type_), extra.get("also", {}))
    if type_ is str:
        return Text(_first(metas, "max_length") or MOST_CHARACTERS)
    if type_ is int or type_ is float:
        return Number(type_, _first(metas, "ge"), _first(metas, "le"))
    if isinstance(type_, type) and issubclass(type_, Struct):
        return Document(type_)
    raise TypeError(f"'{name}' is a {type_}; no parameter has that type")


def _plain(type_: Any) -> tuple[Any, list[Meta]]:
    """Return a type without annotations and None, and what the annotations say, outermost first."""
    metas: list[Meta] = []
    while True:
        if get_origin(type_) is Annotated:
            type_, *more = get_args(type_)
            metas += [meta for meta in more if isinstance(meta, Meta)]
        elif get_origin(type_) in (Union, UnionType):
            left = [each for each in get_args(type_) if each is not NoneType]
            if len(left) > 1:
                return type_, metas
            (type_,) = left
        else:
            return type_, metas


def _extra(name: str, metas: Iterable[Meta]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    for meta in metas:
        extra = (meta.extra or {}) | extra
    if unknown := extra.keys() - _EXTRA:
        raise TypeError(f"'{name}' has an extra '{min(unknown)}'; no parameter has that")
    return extra


def _default(field: FieldInfo) -> Any:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return field.default


def _first(metas: Iterable[Meta], name: str) -> Any:
    values = (getattr(meta, name) for meta in metas)
    return next((value for value in values if value is not None), None)
