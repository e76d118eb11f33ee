"""Record the answers of one commit, and compare them with those of another.

    python tests/recorded/record.py record OUT_DIR --checkout DIR --data-root SHARED_DATA
    python tests/recorded/record.py compare OLD_DIR NEW_DIR [--keys keys.yaml]

``record`` runs the questions of questions.yaml with the code of a checkout, which has its own
``.venv``, and writes one file for each answer. Commands run through the entry point that
pyproject.toml names, addresses through a client without a server. Each data set has its own
process and its own cache. ``SHARED_DATA`` holds the published tables.

``compare`` counts the answers that are equal byte for byte, and lists the others with their first
difference. With ``--keys`` it renames the keys of the old JSON answers before it compares values.
The file is a mapping, or a list of mappings for different questions:

    questions: "*/path-*"         # the files it applies to (default: all)
    renamed:
      no_path: reason             # old key: new key, wherever it stands
      steps.years.added: sum      # only below these keys; list items have no name
      .source: start              # only at the top of the answer
    dropped: [effort]             # old keys that are gone
    added: [.version]             # new keys

If several entries match a key, the longest counts. ``compare`` exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import re
import shlex
import subprocess
import sys
import time
import tomllib
import traceback
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import yaml

QUESTIONS = Path(__file__).with_name("questions.yaml")
COLUMNS = "88"
SHOWN = 160
"""How many characters of a differing value are shown."""
Key = tuple[str, ...]
"""A key with the keys above it."""


class Question(NamedTuple):
    """A command, or an address with what is sent to it."""

    words: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    """The options that name the data set of a command."""
    address: str = ""
    sent: str | None = None
    """The body of a POST: JSON, or an encoded form; None for GET."""

    def __str__(self) -> str:
        if not self.address:
            return shlex.join(("careergraph", *self.words, *self.data))
        return f"GET {self.address}" if self.sent is None else f"POST {self.address} {self.sent}"

    @property
    def file(self) -> str:
        """The unique name of its file."""
        text = str(self) if self.address else shlex.join(self.words)
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-")
        return f"{slug}-{zlib.crc32(text.encode()):08x}.txt"


class DataSet(NamedTuple):
    """A data set with its questions."""

    directories: list[str]
    older: list[str]
    """The directories of the older version for /diff."""
    beside: list[str]
    """The directories of a second data set, served beside it."""
    questions: list[Question]


def data_set_of(name: str, record: Mapping[str, Any]) -> DataSet:
    """Return a data set of questions.yaml; each line of a sort is a question."""

    def lines(sort: str) -> list[str]:
        each = (line.strip() for line in record.get(sort, "").splitlines())
        return [line for line in each if line and not line.startswith("#")]

    directories = list(record.get("directories", ()))
    named = tuple(word for directory in directories for word in ("--data", directory))
    questions = []
    for line in lines("text and JSON"):
        words = tuple(shlex.split(line))
        questions += [Question(words, named), Question((*words, "--json"), named)]
    questions += [Question(tuple(shlex.split(line)), named) for line in lines("text")]
    questions += [Question(address=line) for line in lines("get")]
    for line in lines("post"):
        address, _, sent = line.partition(" ")
        questions.append(Question(address=address, sent=sent.strip()))
    twice = {question for question in questions if questions.count(question) > 1}
    if twice:
        sys.exit(f"{name} has a question twice: {', '.join(map(str, twice))}")
    return DataSet(
        directories, list(record.get("older", ())), list(record.get("beside", ())), questions
    )


def data_sets() -> dict[str, DataSet]:
    """Return the data sets of questions.yaml by name."""
    read = yaml.safe_load(QUESTIONS.read_text("utf-8"))
    return {name: data_set_of(name, record) for name, record in read.items()}


# --- Recording ---------------------------------------------------------------------------------


def record(out: Path, checkout: Path, data_root: Path, only: Sequence[str]) -> int:
    """Answer the questions of all data sets, or of some, and write the answers to files."""
    if out.exists() and any(out.iterdir()):
        sys.exit(f"{out} is not empty; name a new directory")
    python = checkout.absolute() / ".venv" / "bin" / "python"
    for name, data_set in data_sets().items():
        if only and name not in only:
            continue
        begun = time.monotonic()
        (out / name).mkdir(parents=True)
        with TemporaryDirectory(prefix="recorded-") as work:
            _lay_out(Path(work), checkout, data_root)
            places = (out / name, checkout, data_root)
            arguments = [name, *(str(place.resolve()) for place in places)]
            subprocess.run(
                [python, "-P", Path(__file__).resolve(), "answer", *arguments],
                cwd=work,
                env=_environment(work),
                stdin=subprocess.DEVNULL,
                check=True,
            )
        took = time.monotonic() - begun
        sys.stdout.write(f"{name}: {len(data_set.questions)} answers in {took:.0f} s\n")
        sys.stdout.flush()
    return 0


def _lay_out(work: Path, checkout: Path, data_root: Path) -> None:
    """Link the checkout and the data under paths that are the same for every checkout."""
    (work / "tests").symlink_to(checkout.resolve() / "tests")
    (work / "shared").symlink_to(data_root.resolve())


def _environment(work: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "CAREERGRAPH_DATA"}
    fixed = {"COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    own = {"HOME": work, "XDG_CACHE_HOME": f"{work}/cache"}
    return {**kept, **fixed, **own}


def answer(name: str, out: Path, checkout: Path, data_root: Path) -> int:
    """Answer the questions of one data set; runs with the Python of the checkout."""
    sys.path.insert(0, str(checkout))
    data_set = data_sets()[name]
    main: Callable[[], int] = _loaded(_entry_point(checkout))
    hidden = [(str(checkout), "{checkout}"), (str(data_root), "{data root}"), (_here(), "{work}")]
    client: Any = None
    for question in data_set.questions:
        if question.address:
            client = client or _client(checkout, data_set)
            text = _requested(client, question)
        else:
            text = _run(main, (*question.words, *question.data))
        for path, placeholder in hidden:
            text = text.replace(path, placeholder)
        with (out / question.file).open("w", encoding="utf-8", newline="") as file:
            file.write(f"question: {question}\n{text}")
        gc.collect()  # a graph has cycles, and the next question opens its own
    return 0


def _here() -> str:
    return str(Path.cwd().resolve())


def _entry_point(checkout: Path) -> str:
    """Return "module:function" of the command."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["scripts"]["careergraph"])


def _defined(checkout: Path, name: str) -> str:
    """Return "module:name" of the function or class that a module of the project defines."""
    setup = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    definition = re.compile(rf"^(def|class) {name}\b", re.MULTILINE)
    for package in setup["packages"]:
        for path in sorted((checkout / package.replace(".", "/")).glob("*.py")):
            if definition.search(path.read_text("utf-8")):
                module = package if path.stem == "__init__" else f"{package}.{path.stem}"
                return f"{module}:{name}"
    sys.exit(f"no module of a package in pyproject.toml defines {name}")


def _loaded(name: str) -> Any:
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def _run(main: Callable[[], int], words: Sequence[str]) -> str:
    """Run the command; return its exit code, stderr and stdout.

    Both are real files, because a command may reconfigure its streams.
    """
    sys.argv = ["careergraph", *words]
    out, err = Path("stdout"), Path("stderr")
    with (
        out.open("w", encoding="utf-8", newline="") as out_file,
        err.open("w", encoding="utf-8", newline="") as err_file,
        redirect_stdout(out_file),
        redirect_stderr(err_file),
    ):
        code = _exit_code(main)
    said, complained = _text(out.read_bytes()), _text(err.read_bytes())
    return f"exit: {code}\n--- stderr ---\n{complained}--- stdout ---\n{said}"


def _exit_code(main: Callable[[], int]) -> object:
    try:
        return main()
    except SystemExit as end:
        return end.code or 0
    except Exception as error:  # an answer, too, if a bad one
        traceback.print_exc(file=sys.__stderr__)
        return f"{type(error).__name__}: {error}"


def _client(checkout: Path, data_set: DataSet) -> Any:
    """Return a client of the explorer, or of the site if there is a second data set."""
    from werkzeug.test import Client

    create_app = _loaded(_defined(checkout, "create_app"))
    app = create_app(data_set.directories, compare_with=data_set.older)
    if not data_set.beside:
        return Client(app)
    apps = [("first", app), ("second", create_app(data_set.beside))]
    indexes = [(name, each.extensions["index"]) for name, each in apps]
    site = _loaded(_defined(checkout, "Site"))(
        [(name, lambda _progress, index=index: index) for name, index in indexes]
    )
    site.load(failed=lambda: None).join()
    return Client(site)


def _requested(client: Any, question: Question) -> str:
    """Return the status, the headers that matter, and the body."""
    sent = question.sent
    if sent is None:
        response = client.get(question.address)
    elif sent.startswith("{"):
        response = client.post(question.address, data=sent, content_type="application/json")
    else:
        response = client.post(question.address, data=dict(parse_qsl(sent)))
    names = ("Content-Type", "Content-Disposition", "Location")
    headers = [f"{name}: {response.headers[name]}" for name in names if name in response.headers]
    lines = [f"status: {response.status}", *headers, "--- body ---", _text(response.get_data())]
    return "\n".join(lines)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


# --- Comparing ---------------------------------------------------------------------------------


class Keys(NamedTuple):
    """Changes of the keys of some answers."""

    questions: str
    renamed: Mapping[str, str]
    dropped: frozenset[str]
    added: frozenset[str]


def read_keys(path: Path) -> list[Keys]:
    """Return the changes of keys that a file lists."""
    read = yaml.safe_load(path.read_text("utf-8")) or []
    changes = [read] if isinstance(read, dict) else read
    known = {"questions", "renamed", "dropped", "added"}
    for change in changes:
        if change.keys() - known:
            sys.exit(
                f"{path}: {', '.join(change.keys() - known)} is no key; use {', '.join(known)}"
            )
    return [
        Keys(
            change.get("questions", "*"),
            change.get("renamed") or {},
            frozenset(change.get("dropped") or ()),
            frozenset(change.get("added") or ()),
        )
        for change in changes
    ]


def compare(old: Path, new: Path, keys: Sequence[Keys]) -> int:
    """Print which answers differ; return the exit code."""
    before, after = _recorded(old), _recorded(new)
    both = sorted(before.keys() & after.keys())
    unequal = [name for name in both if before[name] != after[name]]
    differ = {
        name: difference
        for name in unequal
        if (difference := _difference(name, before[name], after[name], keys))
    }
    lines = [f"{len(both) - len(unequal)} of {len(both)} answers are equal byte for byte."]
    if keys:
        lines.append(f"{len(unequal) - len(differ)} are equal once keys are renamed.")
    lines.append(f"{len(differ)} differ.")
    lines += [f"{name}\n    {difference}" for name, difference in differ.items()]
    lines += [f"{name}\n    only in {old}" for name in sorted(before.keys() - after.keys())]
    lines += [f"{name}\n    only in {new}" for name in sorted(after.keys() - before.keys())]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if differ or before.keys() != after.keys() else 0


def _recorded(directory: Path) -> dict[str, str]:
    """Return the recorded answers by the names of their files."""
    found = {
        path.relative_to(directory).as_posix(): _text(path.read_bytes())
        for path in directory.glob("*/*.txt")
    }
    return found or sys.exit(f"{directory} holds no recorded answers")


def _difference(name: str, old: str, new: str, keys: Sequence[Keys]) -> str:
    """Return the first difference of two answers; "" if only keys changed."""
    (old_head, old_body), (new_head, new_body) = _parts(old), _parts(new)
    if not keys or old_head != new_head:
        return _first_line(old, new)
    values = _json(old_body), _json(new_body)
    if None in values:
        return _first_line(old, new)
    before, after = values
    for change in keys:
        if fnmatch(name, change.questions):
            before = _renamed(before, change)
            after = _without(after, change.added)
    return next(_differences(before, after), "")


def _parts(text: str) -> tuple[str, str]:
    """Return the head of a recorded answer, and its body."""
    mark = r"(^--- (?:stdout|body) ---\n)"
    head, mark, body = re.split(mark, text, maxsplit=1, flags=re.MULTILINE)
    return head + mark, body


def _json(text: str) -> Any:
    """Return a JSON object; None if the text is something else."""
    try:
        return json.loads(text) if text.startswith("{") else None
    except ValueError:
        return None


def _first_line(old: str, new: str) -> str:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    number, one, other = next(
        (number, one, other)
        for number, (one, other) in enumerate(zip([*before, ""], [*after, ""], strict=False), 1)
        if one != other
    )
    return f"line {number}: {_around(one, other)}"


def _around(one: str, other: str) -> str:
    """Return two texts from shortly before their first difference."""
    pairs = enumerate(zip(one, other, strict=False))
    parting = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    start = max(0, parting - SHOWN // 4)
    return f"{_short(one[start:])} → {_short(other[start:])}"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def _renamed(value: Any, change: Keys, above: Key = ()) -> Any:
    """Return a value with its keys renamed or dropped."""
    if isinstance(value, list):
        return [_renamed(each, change, above) for each in value]
    if not isinstance(value, dict):
        return value
    renamed: dict[str, Any] = {}
    for name, each in value.items():
        key = (*above, name)
        if _named(key, change.dropped):
            continue
        named = _named(key, change.renamed)
        new = change.renamed[named] if named else name
        if new in renamed:
            sys.exit(f"two keys become '{new}', one of them {'.'.join(key)}")
        renamed[new] = _renamed(each, change, key)
    return renamed


def _without(value: Any, added: frozenset[str], above: Key = ()) -> Any:
    """Return a value without the keys that are new."""
    if isinstance(value, list):
        return [_without(each, added, above) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _without(each, added, (*above, name))
        for name, each in value.items()
        if not _named((*above, name), added)
    }


def _named(key: Key, names: Iterable[str]) -> str:
    """Return the longest of the names that matches a key; "" if none does.

    >>> _named(("steps", "years"), ["years", "steps.years", ".years"])
    'steps.years'
    """
    whole = "." + ".".join(key)
    fitting = [
        name for name in names if whole == name or (name[0] != "." and whole.endswith(f".{name}"))
    ]
    return max(fitting, key=len, default="")


def _differences(old: Any, new: Any, place: str = "") -> Iterator[str]:
    """Yield the differences of two values; 1 is not 1.0, the order of keys does not matter."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            here = f"{place}.{name}"
            if name not in new:
                yield f"{here} is gone; it was {_short(old[name])}"
            elif name not in old:
                yield f"{here} is new: {_short(new[name])}"
            else:
                yield from _differences(old[name], new[name], here)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(one, other, f"{place}[{number}]")
    elif type(old) is not type(new) or old != new:
        yield f"{place}: {_short(old)} → {_short(new)}"


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Record answers, and compare recorded ones.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    recording = commands.add_parser("record", help="write the answers of a checkout")
    recording.add_argument("out", type=Path, metavar="OUT_DIR")
    recording.add_argument("--checkout", type=Path, required=True, metavar="DIR")
    recording.add_argument("--data-root", type=Path, required=True, metavar="SHARED_DATA")
    recording.add_argument(
        "--only", nargs="+", default=(), metavar="SET", help="only these data sets"
    )
    comparing = commands.add_parser("compare", help="print which answers differ")
    comparing.add_argument("old", type=Path, metavar="OLD_DIR")
    comparing.add_argument("new", type=Path, metavar="NEW_DIR")
    comparing.add_argument("--keys", type=Path, metavar="FILE", help="the changes of keys")
    answering = commands.add_parser("answer")  # record runs this in the checkout
    answering.add_argument("name")
    for place in ("out", "checkout", "data_root"):
        answering.add_argument(place, type=Path)
    given = parser.parse_args()
    if given.command == "record":
        return record(given.out, given.checkout, given.data_root, given.only)
    if given.command == "compare":
        return compare(given.old, given.new, read_keys(given.keys) if given.keys else [])
    return answer(given.name, given.out, given.checkout, given.data_root)


if __name__ == "__main__":
    sys.exit(main())
