"""What can be asked on the command line, and the help for it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any, NoReturn, TypeVar

from graph.model.errors import BadParameter, cannot_be, one_of
from graph.model.relations import PLURALS
from graph.terminal import complain

MAX_PORT = 65_535
N = TypeVar("N", int, float)
HELP_WIDTH = 80
USAGE = 2
"""The exit code for a question that could not be asked."""


def parser(asked: str | None = None) -> argparse.ArgumentParser:
    """Return the parser; the command asked for is in ``command``.

    If ``asked`` is a command, it knows no other, so that none waits for the others' help.
    """
    main = _Parser(
        prog="careergraph",
        description="Explore a career knowledge graph: roles, the skills and responsibilities\n"
        "they require, and the paths between them.",
        epilog="""examples:
  careergraph serve --open
  careergraph path "junior product manager" CPO
  careergraph show empathy

A name is a title, an alias or an id, in any case; one of several words needs
quotes. Exit codes: 0 yes, 1 no (no path, errors in the data), 2 the question
could not be asked.""",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    main.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    _add_data(main, default=())
    commands = main.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )
    adds = {
        "serve": _serve,
        "path": _path,
        "compare": _compare,
        "show": _show,
        "list": _list,
        "stats": _stats,
        "export": _export,
        "init": _init,
        "check": _check,
        "schema": _schema,
        "match": _match,
        "unlock": _unlock,
        "diff": _diff,
    }
    for add in [adds[asked]] if asked in adds else adds.values():
        add(commands)
    return main


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        message = _plain(message)
        if message.startswith("unrecognized arguments"):
            message += " (a name of several words needs quotes)"
        complain(f"{message}; see '{self.prog} --help'")
        sys.exit(USAGE)


def _plain(message: str) -> str:
    """Return a complaint of argparse in the words of the others.

    >>> _plain("argument KIND: invalid choice: 'x' (choose from 'roles', 'skills')")
    "KIND cannot be 'x'; it takes roles or skills"
    """
    match = re.fullmatch(r"argument (.+?): (.+)", message, re.DOTALL)
    if match is None:
        return message
    name, fault = match.groups()
    choice = re.fullmatch(r"invalid choice: '(.*)' \(choose from (.+)\)", fault, re.DOTALL)
    if choice:
        return cannot_be(name, choice[1], one_of(choice[2].replace("'", "").split(", ")))
    if fault.startswith("expected "):
        return f"{name} takes {fault.removeprefix('expected ')}; there is none"
    return f"{name} {fault}" if fault.startswith("cannot be ") else f"{name}: {fault}"


def typed_words(error: BadParameter, arguments: Sequence[str]) -> str:
    """Return what is wrong with a parameter, by the name of its option and as it was typed."""
    option = f"--{error.parameter.replace('_', '-')}"
    joined = next((text for text in arguments if text.startswith(f"{option}=")), None)
    if not error.parameter or (joined is None and option not in arguments):
        return str(error)
    value = error.value
    if isinstance(value, int | float):
        last = f"{option}={arguments[[*arguments].index(option) + 1]}" if joined is None else joined
        value = last.partition("=")[2]
    return cannot_be(option, value, error.allowed)


class _Append(argparse.Action):
    """Add to the values given before; not to the default."""

    def __call__(
        self, _: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *__: object
    ) -> None:
        setattr(namespace, self.dest, (*getattr(namespace, self.dest, ()), value))


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            sys.stdout.write(f"careergraph {version('careergraph')}\n")
        except PackageNotFoundError:
            sys.stdout.write("careergraph, not installed\n")
        parser.exit()


def _serve(commands: Any) -> None:
    command = _command(
        commands,
        "serve",
        "open the graph to a browser",
        "Serve the career map and its pages to a browser until Ctrl-C.",
        "careergraph serve --open",
        "careergraph serve --data my-careers --port 0",
    )
    _add_data(command)
    command.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="the address to listen on (default: %(default)s, this computer alone)",
    )
    command.add_argument(
        "--port",
        type=_port,
        default=8000,
        metavar="NUMBER",
        help="the port to listen on (default: %(default)s); 0 is any free one",
    )
    command.add_argument("--open", action="store_true", help="open it in the browser")
    command.add_argument(
        "--compare-with",
        action=_Append,
        type=Path,
        default=(),
        metavar="DIR",
        help="an older version of the data set, to show at /diff what has changed",
    )


def _path(commands: Any) -> None:
    command = _question(
        commands,
        "path",
        "show how to get from one role to another",
        "Show the shortest path between two roles: its steps with their years and signs of "
        "readiness, what each adds, on what basis it stands, and what is not stated; or several "
        "paths, or those that keep to what is asked. Exits with 1 if there is none.",
        'careergraph path "junior product manager" CPO',
        "careergraph path designer PM --lateral --graphml path.graphml",
        "careergraph path designer CPO --lateral --alternatives 5",
        "careergraph path designer CPO --lateral --via PM --max-steps 5 --by effort",
        shape="graph.parts.paths.Path; with any of the options from --alternatives to --max-steps "
        "graph.questions.path.search.Alternatives",
    )
    command.add_argument("source", metavar="FROM", help="title, alias or id of the first role")
    command.add_argument("target", metavar="TO", help="title, alias or id of the last role")
    _add_search(command)
    _add_constraints(command)
    command.add_argument(
        "--graphml", metavar="FILE", help="write the roles and edges of the path to a file, too"
    )
    _add_dialect(command, default=None)


def _compare(commands: Any) -> None:
    command = _question(
        commands,
        "compare",
        "show what roles, or paths, share and in what they differ",
        "Show two to four roles side by side: the source's own comparison, what each requires "
        "and the others do not, how far one covers another, levels, signs, next roles. Or two "
        "to four paths, each by its two ends or by all its roles.",
        'careergraph compare PM "product owner"',
        'careergraph compare --path "junior product manager" CPO --path PM CPO',
        shape="graph.questions.compare.search.RoleComparison or PathComparison",
    )
    command.add_argument(
        "roles", nargs="*", metavar="ROLE", help="title, alias or id of a role, two to four times"
    )
    command.add_argument(
        "--path",
        dest="paths",
        action=_Append,
        nargs="+",
        default=(),
        metavar="ROLE",
        help="a path instead of a role, two to four times: its two ends, or every role in order",
    )
    _add_search(command)


def _show(commands: Any) -> None:
    command = _question(
        commands,
        "show",
        "show all that is said about a role, skill or responsibility",
        "Show all that the data says about one role, skill or responsibility, and where.",
        'careergraph show "product owner"',
        "careergraph show empathy --json",
        shape="graph.questions.node.search.Portrait",
    )
    command.add_argument("node", metavar="NODE", help="its title, alias or id")


def _list(commands: Any) -> None:
    command = _question(
        commands,
        "list",
        "list what there is to ask for",
        "List all roles, skills and responsibilities, or those of one kind, by all their names.",
        "careergraph list",
        "careergraph list roles --json",
        shape="nodes: id, title, kind, aliases",
    )
    command.add_argument(
        "plural",
        nargs="?",
        type=_plural,
        choices=tuple(PLURALS.values()),
        metavar="KIND",
        help="of one kind",
    )


def _unlock(commands: Any) -> None:
    command = _question(
        commands,
        "unlock",
        "show which skill brings most new roles into reach",
        "Show which one skill, with --pairs also which two, bring most new roles into reach for "
        "one who holds all that a role requires, or for a person's profile. With --central, show "
        "which skills hold the whole graph together.",
        'careergraph unlock "product manager" --pairs',
        "careergraph unlock me.yaml --limit 3",
        "careergraph unlock --central",
        shape="graph.questions.unlock.search.Unlock or graph.questions.unlock.central.Centrality",
    )
    command.add_argument(
        "whose",
        nargs="?",
        metavar="ROLE_OR_PROFILE",
        help="title, alias or id of a role, or a profile: a file ending in .yaml, .yml or .json",
    )
    command.add_argument("--pairs", action="store_true", help="also pairs of skills")
    command.add_argument("--central", action="store_true", help="of the graph, not of a role")
    command.add_argument(
        "--limit",
        type=_whole,
        default=10,
        metavar="NUMBER",
        help="how many skills and pairs to show, from 1 to 100 (default: %(default)s)",
    )


def _stats(commands: Any) -> None:
    _question(
        commands,
        "stats",
        "show the data set in numbers",
        "Show how much the data set holds, on what it rests, and what it leaves open.",
        "careergraph stats --data my-careers",
        shape="graph.questions.stats.search.Stats",
    )


def _export(commands: Any) -> None:
    command = _command(
        commands,
        "export",
        "write the graph, or a part of it, as GraphML",
        "Write the graph as GraphML for Gephi, yEd, networkx or igraph: all of it, what "
        "surrounds a node, or a path.",
        "careergraph export careers.graphml",
        "careergraph export - --node empathy --radius 2 > empathy.graphml",
        "careergraph export path.graphml --from PM --to CPO --dialect yed",
    )
    command.add_argument("file", metavar="FILE", help="the file to write; - is standard output")
    _add_dialect(command)
    command.add_argument("--node", metavar="NAME", help="only this node and what surrounds it")
    command.add_argument(
        "--radius", type=_whole, metavar="NUMBER", help="how many edges around it (default: 1)"
    )
    command.add_argument(
        "--overlaps",
        action="store_true",
        help="also overlaps that a large data set derives only when asked: each role's ten",
    )
    command.add_argument("--from", dest="source", metavar="ROLE", help="only the path from here …")
    command.add_argument("--to", dest="target", metavar="ROLE", help="… to here")
    _add_search(command)
    _add_data(command)


def _init(commands: Any) -> None:
    command = _command(
        commands,
        "init",
        "start a data set of your own",
        "Write a small commented data set and the JSON Schema for editors to a directory, "
        "which must be new or empty.",
        "careergraph init my-careers",
    )
    command.add_argument("directory", type=Path, metavar="DIR", help="a new or empty directory")


def _check(commands: Any) -> None:
    command = _question(
        commands,
        "check",
        "list every problem of a data set",
        "List every error and warning of a data set with its file and line. "
        "Exits with 1 if there are errors, with 0 if there are only warnings.",
        "careergraph check my-careers",
        shape="directory, errors, warnings, problems: path, line, message, warning",
    )
    command.add_argument(
        "directory", type=Path, nargs="*", metavar="DIR", help="its directory (default: --data)"
    )


def _schema(commands: Any) -> None:
    command = _command(
        commands,
        "schema",
        "print the JSON Schema of the data files",
        "Print the JSON Schema of the data files, or of recipes for tables, with which editors "
        "complete and check them.",
        "careergraph schema > schema.json",
        "careergraph schema recipe > schema-recipe.json",
    )
    command.add_argument(
        "of", nargs="?", choices=("data", "recipe"), default="data", help="of what (default: data)"
    )


def _match(commands: Any) -> None:
    command = _question(
        commands,
        "match",
        "show which roles are in reach of a person",
        "Show which roles are in reach of what a person holds, now, next or as a stretch, and "
        "what each asks for; with --to, the path to a role on which the least is to be gained. "
        "Exits with 1 if no role is in reach, or there is no path.",
        "careergraph match me.yaml",
        "careergraph match me.yaml --to CPO",
        'careergraph match --role "product manager" --skill SQL',
        shape="graph.questions.match.search.Match",
    )
    command.add_argument(
        "profile",
        nargs="?",
        type=Path,
        metavar="PROFILE",
        help="a YAML or JSON file with any of title, roles, skills and signs",
    )
    for name, what in (("role", "held"), ("skill", "held"), ("sign", "of readiness, shown")):
        command.add_argument(
            f"--{name}",
            action=_Append,
            default=(),
            metavar="NAME",
            help=f"a {name} {what}; again, for several",
        )
    command.add_argument("--to", metavar="ROLE", help="the role to get to")
    command.add_argument(
        "--limit",
        type=_whole,
        default=5,
        metavar="NUMBER",
        help="how many roles of a tier to name (default: %(default)s)",
    )


def _diff(commands: Any) -> None:
    command = _question(
        commands,
        "diff",
        "show what differs between two versions of a data set",
        "Show which nodes, edges and facts were added, removed, renamed or changed between two "
        "versions of a data set, and which shortest paths appear, vanish or differ. Exits with "
        "0 whether something differs or not, unless --exit-code is given.",
        "careergraph diff careers-2023 careers-2024",
        "careergraph diff v1.0 HEAD --git careers",
        "careergraph diff HEAD --git careers --kind leads_to",
        shape="graph.questions.diff.search.Diff",
    )
    command.add_argument("old", metavar="OLD", help="the directory of the older version")
    command.add_argument(
        "new", nargs="?", metavar="NEW", help="that of the newer one (default: --data)"
    )
    command.add_argument(
        "--git",
        type=Path,
        metavar="DIR",
        help="compare this directory at two git revisions, OLD and NEW; without NEW, with what it "
        "holds now",
    )
    command.add_argument(
        "--kind",
        type=_singular,
        default="",
        metavar="KIND",
        help="list only this: a kind (role, skill …), a relation (leads_to …), fact, source, "
        "stage, track, group, dataset, place or path",
    )
    command.add_argument(
        "--what",
        default="",
        metavar="WHAT",
        help="list only what was removed, added, renamed or changed",
    )
    command.add_argument(
        "--limit",
        type=_number,
        metavar="NUMBER",
        help="list at most so many of each sort (default: 20; with --json all)",
    )
    command.add_argument(
        "--exit-code", action="store_true", help="exit with 1 if something differs"
    )


def _command(
    commands: Any, name: str, help_: str, description: str, *examples: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_,
        description=fill(description, HELP_WIDTH),
        epilog="\n  ".join(["example:" if len(examples) == 1 else "examples:", *examples]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return command


def _question(
    commands: Any, name: str, help_: str, description: str, *examples: str, shape: str
) -> argparse.ArgumentParser:
    """Add a command that is asked of a data set and also answers in JSON, of the shape named."""
    command = _command(commands, name, help_, description, *examples)
    command.add_argument("--json", action="store_true", help=f"answer in JSON ({shape})")
    _add_data(command)
    return command


def _add_data(command: argparse.ArgumentParser, default: object = argparse.SUPPRESS) -> None:
    """Without a default, the options leave alone what was given before the command."""
    command.add_argument(
        "--data",
        action=_Append,
        type=Path,
        default=default,
        metavar="DIR",
        help="a directory of .yaml files or of published tables; again, to join several (default: "
        "those in CAREERGRAPH_DATA, else the shipped one)",
    )
    command.add_argument(
        "--recipe",
        type=Path,
        default=default or None,
        metavar="FILE",
        help="how to read the tables (default: the recipe.yaml beside them, else a shipped one)",
    )
    command.add_argument(
        "--no-cache",
        action="store_false",
        dest="cache",
        default=default if default == argparse.SUPPRESS else True,
        help="read the files though they were read before, and keep nothing of it",
    )


def _add_dialect(command: argparse.ArgumentParser, default: str | None = "portable") -> None:
    command.add_argument(
        "--dialect",
        default=default,
        metavar="NAME",
        help="portable (default) for any reader, yed to see labels and colours in yEd",
    )


def _add_search(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--by",
        metavar="WHAT",
        help="take the path that is best by steps (default), years, effort or evidence",
    )
    command.add_argument(
        "--lateral", action="store_true", help="also move aside to roles that overlap"
    )


def _add_constraints(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--alternatives",
        type=_whole,
        metavar="NUMBER",
        help="show so many different paths; without --by those that are best by several costs",
    )
    command.add_argument(
        "--via", action=_Append, default=(), metavar="ROLE", help="go through it; may be repeated"
    )
    command.add_argument(
        "--avoid",
        action=_Append,
        default=(),
        metavar="NAME",
        help="go around a role, or the roles that require a skill; may be repeated",
    )
    command.add_argument(
        "--max-years",
        type=_decimal,
        metavar="NUMBER",
        help="at most so many years, by their lower bound; none may be unknown",
    )
    command.add_argument("--max-steps", type=_whole, metavar="NUMBER", help="at most so many steps")


def _plural(text: str) -> str:
    return {str(kind): plural for kind, plural in PLURALS.items()}.get(text, text)


def _singular(text: str) -> str:
    """Return what is listed by its name, whether one or several are named."""
    ones = {plural: str(kind) for kind, plural in PLURALS.items()}
    ones |= {
        f"{kind}s": kind for kind in ("fact", "source", "stage", "track", "group", "place", "path")
    }
    return ones.get(text, text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; one is from 0 to {MAX_PORT}")
    return int(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"'{text}' is no number; write one such as 20")
    return int(text)


def _whole(text: str) -> int:
    return _read(int, text, "a whole number")


def _decimal(text: str) -> float:
    return _read(float, text, "a number")


def _read(type_: Callable[[str], N], text: str, allowed: str) -> N:
    try:
        return type_(text)
    except ValueError:
        raise argparse.ArgumentTypeError(cannot_be("", text, allowed).lstrip()) from None
