"""The command ``careergraph``: reads what is asked, asks ``graph``, and has the answer written.

Exit codes: 0 yes, 1 no (no path, errors in the data), 2 the question could not be asked. Each
command imports what it needs when it runs, so that none waits for another's libraries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from graph.command.arguments import parser, typed_words
from graph.model.data_paths import data_directories, shipped
from graph.model.errors import (
    BadParameter,
    DataError,
    GraphError,
    Problem,
    ProfileError,
    TwoQuestions,
    UnknownNode,
)
from graph.model.relations import KINDS, PLURALS, Kind
from graph.terminal import Page, complain, loading_bar, write_error

if TYPE_CHECKING:
    from argparse import Namespace

    from graph.model.data_paths import Progress
    from graph.parts.paths import Path as PathAnswer
    from graph.store.index import Index
    from graph.store.networkx_graph import CareerGraph

YES, NO, NOT_ASKED = 0, 1, 2
SOON = 2.0
"""How many seconds a server waits for published tables before it listens without."""

INTERRUPTED = 130  # what shells report for a command that SIGINT ended
PROFILES = {".yaml", ".yml", ".json"}
NOBODY_READS = 141  # and for one whose reader went away (`| head`)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments, by default those of the process; return its exit code."""
    _prepare_output()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return NOBODY_READS
    except KeyboardInterrupt:
        _forget_output()
        return INTERRUPTED
    except OSError as error:
        _forget_output()
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{error.strerror or error}")
        return NOT_ASKED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        words = sys.argv[1:] if arguments is None else arguments
        asked = parser(next(iter(words), None)).parse_args(words)
        return _COMMANDS[asked.command](asked)
    except SystemExit as end:  # the parser has helped, or complained
        return int(end.code or YES)
    except DataError as error:
        from graph.parts.text import plural

        for problem in error.problems:
            write_error(str(problem))
        what = "profile" if isinstance(error, ProfileError) else "data"
        complain(f"the {what} cannot be used: {plural(len(error.problems), 'error')}")
    except UnknownNode as error:
        plural_ = PLURALS.get(cast("Kind", error.kind))
        lists = f"careergraph list {plural_}" if plural_ else "careergraph list"
        complain(str(error) if error.candidates else f"{error}; '{lists}' names all there are")
    except BadParameter as error:
        complain(typed_words(error, sys.argv[1:] if arguments is None else arguments))
    except GraphError as error:
        complain(str(error))
    return NOT_ASKED


# --- The commands ------------------------------------------------------------------------------


def _serve(asked: Namespace) -> int:
    from graph.opening.load import side_by_side
    from graph.opening.snapshot import open_index
    from graph.opening.versions import load_index
    from graph.sources.tables.files import has_tables
    from web.server import is_any_address, serve, stop
    from web.site import Site

    def opening(directories: Sequence[Path]) -> Callable[[Progress], Index]:
        return lambda progress: open_index(
            directories, recipe=asked.recipe, cache=asked.cache, progress=progress
        )

    directories = data_directories(asked.data)
    sets = side_by_side(directories, recipe=asked.recipe)
    hosts = () if is_any_address(asked.host) else (asked.host,)

    def older() -> Index | None:
        if not asked.compare_with:
            return None
        return load_index("old", asked.compare_with, recipe=asked.recipe, cache=asked.cache)

    named = [(its[0].resolve().name, opening(its)) for its in sets]
    site = Site(named, hosts=hosts, older=older)
    long = any(map(has_tables, directories))  # what is written by hand is not
    site.load(failed=stop).join(timeout=SOON if long else None)
    if site.failure is None:
        serve(site, host=asked.host, port=asked.port, open_browser=asked.open)
    if site.failure is not None:
        raise site.failure
    return YES


def _init(asked: Namespace) -> int:
    directory: Path = asked.directory
    if directory.exists() and not directory.is_dir():
        raise GraphError(f"{directory} is a file; name a new directory")
    if directory.is_dir() and any(directory.iterdir()):
        raise GraphError(f"{directory} is not empty; name a new or an empty directory")
    directory.mkdir(parents=True, exist_ok=True)
    files = {path.name: path.read_bytes() for path in sorted(shipped("starter").glob("*.yaml"))}
    files["schema.json"] = _schema_text().encode()
    for name, content in files.items():
        (directory / name).write_bytes(content)
    sys.stdout.write(str(_welcome(directory, files)))
    return YES


def _path(asked: Namespace) -> int:
    from graph.questions.path.terminal import path_page

    if asked.graphml == "-":
        raise GraphError("--graphml takes a file; to standard output: export - --from … --to …")
    if asked.graphml is None and asked.dialect is not None:
        raise GraphError("--dialect is how to write a --graphml file; name one")
    asked.dialect = asked.dialect or "portable"
    more = (asked.alternatives, asked.max_years, asked.max_steps)
    if asked.via or asked.avoid or any(option is not None for option in more):
        return _alternatives(asked)
    index, path = _asked_path(asked)
    if asked.graphml is not None and path.found:
        from graph.formats.graphml_write import write_graphml
        from graph.formats.subgraph import path_graph

        write_graphml(path_graph(index, path), asked.graphml, dialect=asked.dialect)
    sources = index.about.sources
    return _answer(asked, path, lambda page: path_page(page, path, sources), found=path.found)


def _alternatives(asked: Namespace) -> int:
    from graph.questions.path.search import alternatives
    from graph.questions.path.terminal import alternatives_page

    index = _index(asked)
    answer = alternatives(
        index,
        source=asked.source,
        target=asked.target,
        number=1 if asked.alternatives is None else asked.alternatives,
        by="steps" if asked.by is None and asked.alternatives is None else asked.by,
        lateral=asked.lateral,
        via=asked.via,
        avoid=asked.avoid,
        max_years=asked.max_years,
        max_steps=asked.max_steps,
    )
    if asked.graphml is not None and answer.found:
        from graph.formats.graphml_write import write_graphml
        from graph.formats.subgraph import path_graph

        paths = [alternative.path for alternative in answer.paths]
        write_graphml(path_graph(index, *paths), asked.graphml, dialect=asked.dialect)
    sources = index.about.sources
    return _answer(
        asked, answer, lambda page: alternatives_page(page, answer, sources), found=answer.found
    )


def _compare(asked: Namespace) -> int:
    from graph.questions.compare.search import compare_paths, compare_roles
    from graph.questions.compare.terminal import paths_page, roles_page

    if asked.roles and asked.paths:
        raise TwoQuestions("ROLE", "--path")
    index = _index(asked)
    sources = index.about.sources
    if not asked.paths:
        roles = compare_roles(index, asked.roles)
        return _answer(asked, roles, lambda page: roles_page(page, roles, sources))
    paths = compare_paths(index, asked.paths, by=asked.by or "steps", lateral=asked.lateral)
    found = all(path.found for path in paths.paths)
    return _answer(asked, paths, lambda page: paths_page(page, paths, sources), found=found)


def _show(asked: Namespace) -> int:
    from graph.questions.node.search import portrait_of
    from graph.questions.node.terminal import portrait_page

    index = _index(asked)
    portrait = portrait_of(index, asked.node)
    return _answer(asked, portrait, lambda page: portrait_page(page, portrait, index.about.sources))


def _list(asked: Namespace) -> int:
    from graph.questions.node.search import listed
    from graph.questions.node.terminal import list_page

    kinds = [kind for kind in KINDS if asked.plural in (None, PLURALS[kind])]
    nodes = listed(_index(asked), kinds)
    return _answer(asked, {"nodes": nodes}, lambda page: list_page(page, nodes))


def _stats(asked: Namespace) -> int:
    from graph.questions.stats.search import statistics
    from graph.questions.stats.terminal import stats_page

    index = _index(asked)
    stats = statistics(index)
    return _answer(
        asked,
        stats,
        lambda page: stats_page(page, stats, index.about, derives=index.derives_overlaps),
    )


def _unlock(asked: Namespace) -> int:
    from graph.questions.unlock.central import central_skills
    from graph.questions.unlock.search import unlock, unlock_role
    from graph.questions.unlock.terminal import central_page, unlock_page

    if asked.central and (asked.whose is not None or asked.pairs):
        raise TwoQuestions("--central", "--pairs" if asked.whose is None else "ROLE_OR_PROFILE")
    if not asked.central and asked.whose is None:
        raise GraphError("whose skills? name a role or a profile, or ask for --central")
    index = _index(asked)
    if asked.central:
        central = central_skills(index, limit=asked.limit)
        return _answer(asked, central, lambda page: central_page(page, central))
    if Path(asked.whose).suffix.lower() in PROFILES:
        from graph.sources.profile_file import read_profile

        profile = read_profile(asked.whose)
        answer = unlock(index, profile, pairs=asked.pairs, limit=asked.limit)
    else:
        answer = unlock_role(index, role=asked.whose, pairs=asked.pairs, limit=asked.limit)
    sources = index.about.sources
    return _answer(asked, answer, lambda page: unlock_page(page, answer, sources))


def _check(asked: Namespace) -> int:
    from graph.command.problems import problems_page
    from graph.opening.load import check

    directories = asked.directory or data_directories(asked.data)
    dataset, problems, _ = check(directories, recipe=asked.recipe)
    if not all(directory.is_dir() for directory in directories):
        raise DataError(problems)
    answer = _problems(directories, problems)
    found = dataset is not None
    return _answer(asked, answer, lambda page: problems_page(page, problems), found=found)


def _export(asked: Namespace) -> int:
    from graph.formats.graphml_write import graphml, write_graphml

    G = _part(asked)
    if G is None:
        return NO
    if asked.file == "-":
        text = "".join(graphml(G, dialect=asked.dialect))  # whole before its first byte is out
        sys.stdout.buffer.write(text.encode())
    else:
        write_graphml(G, asked.file, dialect=asked.dialect)
    return YES


def _match(asked: Namespace) -> int:
    from graph.questions.match.search import match
    from graph.questions.match.terminal import match_page
    from graph.sources.profile_file import asked_profile

    profile = asked_profile(asked.profile, roles=asked.role, skills=asked.skill, signs=asked.sign)
    answer = match(_index(asked), profile, target=asked.to, limit=asked.limit)
    found = answer.path.found if answer.path else bool(answer.now + answer.next + answer.stretch)
    return _answer(asked, answer, lambda page: match_page(page, answer), found=found)


def _diff(asked: Namespace) -> int:
    from graph.opening.versions import two_directories, two_revisions
    from graph.questions.diff.search import diff, part_of
    from graph.questions.diff.terminal import diff_page

    if asked.git is not None:
        old, new = two_revisions(
            asked.git, asked.old, asked.new, recipe=asked.recipe, cache=asked.cache
        )
    else:
        newer = [Path(asked.new)] if asked.new is not None else data_directories(asked.data)
        old, new = two_directories([Path(asked.old)], newer, recipe=asked.recipe, cache=asked.cache)
    answer = diff(old, new)
    listed = part_of(answer, kind=asked.kind, what=asked.what)
    if asked.json and asked.limit is not None:
        listed = part_of(answer, kind=asked.kind, what=asked.what, limit=asked.limit)
    limit = 20 if asked.limit is None else asked.limit
    found = answer.same or not asked.exit_code
    return _answer(asked, listed, lambda page: diff_page(page, listed, limit), found=found)


def _schema(asked: Namespace) -> int:
    sys.stdout.write(_schema_text(asked.of))
    return YES


# --- What several commands need ----------------------------------------------------------------


def _index(asked: Namespace) -> Index:
    from graph.opening.snapshot import open_index

    with loading_bar() as progress:
        return open_index(
            data_directories(asked.data), recipe=asked.recipe, cache=asked.cache, progress=progress
        )


def _asked_path(asked: Namespace) -> tuple[Index, PathAnswer]:
    from graph.parts.path_search import shortest_path

    index = _index(asked)
    return index, shortest_path(
        index,
        source=asked.source,
        target=asked.target,
        by="steps" if asked.by is None else asked.by,
        lateral=asked.lateral,
    )


def _part(asked: Namespace) -> CareerGraph | None:
    """Return what is to be exported; None, with the reason on stderr, if there is no path."""
    if (asked.source is None) != (asked.target is None):
        raise GraphError("--from and --to are asked together")
    if asked.node is not None and asked.source is not None:
        raise TwoQuestions("--node", "--from")
    if asked.node is None and asked.radius is not None:
        raise GraphError("--radius is the radius around a --node; name one")
    if asked.source is not None:
        from graph.formats.subgraph import path_graph
        from graph.parts.text import path_lines

        index, path = _asked_path(asked)
        if not path.found:
            complain(" ".join(path_lines(path)))
            return None
        return path_graph(index, path)
    from graph.formats.subgraph import neighbourhood_graph, whole_graph
    from graph.questions.neighbourhood.search import neighbourhood

    index = _index(asked)
    if asked.node is None:
        return whole_graph(index, overlaps=asked.overlaps)

    radius = 1 if asked.radius is None else asked.radius
    return neighbourhood_graph(index, neighbourhood(index, node=asked.node, radius=radius))


def _problems(directories: Sequence[Path], problems: Sequence[Problem]) -> dict[str, Any]:
    warnings = sum(problem.warning for problem in problems)
    return {
        "directory": os.pathsep.join(map(str, directories)),
        "errors": len(problems) - warnings,
        "warnings": warnings,
        "problems": [problem._asdict() for problem in problems],
    }


def _schema_text(of: str = "data") -> str:
    import json

    if of == "recipe":
        from graph.sources.tables.recipe import recipe_schema

        return f"{json.dumps(recipe_schema(), indent=2)}\n"
    from graph.model.records import data_file_schema

    return f"{json.dumps(data_file_schema(), indent=2)}\n"


def _welcome(directory: Path, files: Iterable[str]) -> Page:
    from shlex import quote

    page = Page.of(sys.stdout)
    page.add(f"Wrote {' and '.join(str(directory / name) for name in files)}.")
    page.blank()
    page.add("Next: open the .yaml file in an editor, change it, and")
    page.unwrapped(f"  careergraph check {quote(str(directory))}")
    page.unwrapped(f"  careergraph serve --data {quote(str(directory))} --open")
    return page


def _answer(
    asked: Namespace, answer: object, write: Callable[[Page], None], *, found: bool = True
) -> int:
    """Write the answer as a page, or as JSON if that is asked for; return the exit code."""
    if asked.json:
        import msgspec

        text = msgspec.json.format(msgspec.json.encode(answer), indent=2)
        sys.stdout.buffer.write(text + b"\n")
    else:
        page = Page.of(sys.stdout)
        write(page)
        sys.stdout.write(str(page))
    return YES if found else NO


def _prepare_output() -> None:
    """Make writing safe: to an output that was closed (`>&-`), and in any encoding."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for good
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _forget_output() -> None:
    """Send what is still to be written nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "check": _check,
    "compare": _compare,
    "diff": _diff,
    "export": _export,
    "init": _init,
    "list": _list,
    "match": _match,
    "path": _path,
    "schema": _schema,
    "serve": _serve,
    "show": _show,
    "stats": _stats,
    "unlock": _unlock,
}
