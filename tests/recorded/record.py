"""Record the answers of a checkout, to compare them with those of another commit.

    python tests/recorded/record.py OUT_DIR --checkout DIR --data-root SHARED_DATA [--keys FILE]

Runs the questions of questions.yaml with the code of a checkout, which has its own ``.venv``, and
writes one file for each answer. Commands run through the entry point that pyproject.toml names,
addresses through a client without a server. Each data set has its own process and its own cache.
``SHARED_DATA`` holds the published tables. ``--keys`` translates the questions as keys.yaml says;
the files keep the names of the questions as written. compare.py compares two directories.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import re
import shlex
import subprocess
import sys
import time
import tomllib
import traceback
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import yaml

QUESTIONS = Path(__file__).with_name("questions.yaml")
COLUMNS = "88"


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

    def translated(self, requests: Sequence[tuple[str, str]]) -> Question:
        """Return the same question in other words: each pair is a pattern and its replacement."""
        text = self.address or shlex.join(self.words)
        for pattern, replacement in requests:
            text = re.sub(pattern, replacement, text)
        if self.address:
            return self._replace(address=text)
        return self._replace(words=tuple(shlex.split(text)))

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


def record(given: argparse.Namespace) -> int:
    """Answer the questions of all data sets, or of some, and write the answers to files."""
    out: Path = given.out
    if out.exists() and any(out.iterdir()):
        sys.exit(f"{out} is not empty; name a new directory")
    python = given.checkout.absolute() / ".venv" / "bin" / "python"
    places: list[str | Path] = ["--checkout", given.checkout.resolve()]
    places += ["--data-root", given.data_root.resolve()]
    places += ["--keys", given.keys.resolve()] if given.keys else []
    for name, data_set in data_sets().items():
        if given.only and name not in given.only:
            continue
        begun = time.monotonic()
        (out / name).mkdir(parents=True)
        with TemporaryDirectory(prefix="recorded-") as work:
            _lay_out(Path(work), given.checkout, given.data_root)
            here = (python, "-P", Path(__file__).resolve(), (out / name).resolve())
            subprocess.run(
                [*here, "--answer", name, *places],
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


def answer(
    name: str, out: Path, checkout: Path, data_root: Path, requests: Sequence[tuple[str, str]]
) -> int:
    """Answer the questions of one data set; runs with the Python of the checkout."""
    sys.path.insert(0, str(checkout))
    data_set = data_sets()[name]
    main: Callable[[], int] = _loaded(_entry_point(checkout))
    hidden = [(str(checkout), "{checkout}"), (str(data_root), "{data root}"), (_here(), "{work}")]
    client: Any = None
    for question in data_set.questions:
        put = question.translated(requests)
        if put.address:
            client = client or _client(checkout, data_set)
            text = _requested(client, put)
        else:
            text = _run(main, (*put.words, *put.data))
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


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Record the answers of a checkout.")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--checkout", type=Path, required=True, metavar="DIR")
    parser.add_argument("--data-root", type=Path, required=True, metavar="SHARED_DATA")
    parser.add_argument("--only", nargs="+", default=(), metavar="SET", help="only these data sets")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="how to translate questions")
    parser.add_argument("--answer", metavar="SET", help=argparse.SUPPRESS)  # in the checkout
    given = parser.parse_args()
    requests = yaml.safe_load(given.keys.read_text("utf-8"))["requests"] if given.keys else []
    if given.answer:
        return answer(given.answer, given.out, given.checkout, given.data_root, requests)
    return record(given)


if __name__ == "__main__":
    sys.exit(main())
