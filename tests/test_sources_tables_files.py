"""Tables are read row by row, with their lines, whatever program saved them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from graph.model.errors import DataError
from graph.sources.tables.files import column_at, find_table, has_tables, open_table

Rows = list[tuple[int, list[str]]]


def read(path: Path, *, quoted: bool = True) -> tuple[list[str], Rows]:
    with open_table(path, quoted=quoted) as (columns, rows):
        return columns, list(rows)


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["table.csv", "table.csv.gz"])
def test_head_shows_separator(tmp_path: Path, separator: str, name: str) -> None:
    """The head of a table shows its separator."""
    text = 'id,title\r\nsql,"SQL, the ""language"""\r\n'.replace("id,", f"id{separator}")
    text = text.replace("sql,", f"sql{separator}")

    columns, rows = read(saved(tmp_path / name, text.encode()))

    assert columns == ["id", "title"]
    assert rows == [(2, ["sql", 'SQL, the "language"'])]


def test_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    """A byte order mark is no part of the first column."""
    columns, _ = read(saved(tmp_path / "table.csv", b"\xef\xbb\xbfid,title\n"))

    assert columns == ["id", "title"]


def test_unquoted_cells_are_literal(tmp_path: Path) -> None:
    """Without quoting, each character means itself."""
    content = b'id\ttask\n1\tSay "yes\n2\t"no\n'

    _, rows = read(saved(tmp_path / "table.txt", content), quoted=False)

    assert rows == [(2, ["1", 'Say "yes']), (3, ["2", '"no'])]


def test_row_has_its_first_line(tmp_path: Path) -> None:
    """A row has the line it begins on."""
    content = b'id,title\na,"one\ntwo"\n\nb,x\n'

    _, rows = read(saved(tmp_path / "table.csv", content))

    assert [(line, row[0]) for line, row in rows] == [(2, "a"), (5, "b")]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", b"id,title\na,b\nc,\xff\n", "not UTF-8 text; save it as UTF-8"),
        ("a.csv", b'id,title\na,"' + b"x" * 1_100_000, "not readable as a table"),
    ],
)
def test_bad_table_has_its_place(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    """A file that is no table is reported with its place."""
    with pytest.raises(DataError) as raised:
        read(saved(tmp_path / name, content))

    (problem,) = raised.value.problems
    assert problem.path == str(tmp_path / name)
    assert problem.line >= 1
    assert problem.message.startswith(expected)


@pytest.mark.parametrize("kept", [10, 60])
def test_damaged_gzip_is_reported(tmp_path: Path, kept: int) -> None:
    """A damaged gzip file is reported as one."""
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"id,title\n" + bytes(range(32, 127)) * 20)[:kept])

    with pytest.raises(DataError, match="damaged: the gzip file does not unpack"):
        read(path)


def test_absent_column_is_reported(tmp_path: Path) -> None:
    """An absent column is reported, with those that are there."""
    with pytest.raises(DataError) as raised:
        column_at(["id", "title"], "name", tmp_path / "a.csv", "recipe.yaml")

    (problem,) = raised.value.problems
    assert problem == (
        str(tmp_path / "a.csv"),
        1,
        "no column 'name', which recipe.yaml reads; the columns are id or title",
        False,
    )


def test_table_names_are_alternatives(tmp_path: Path) -> None:
    """A table is found by any of its names, gzipped or not."""
    saved(tmp_path / "skills_en.csv.gz", b"id\n")

    assert find_table(tmp_path, ["skills.csv", "skills_en.csv"]) == tmp_path / "skills_en.csv.gz"
    assert find_table(tmp_path, ["roles.csv"]) is None
    assert has_tables(tmp_path)
    assert not has_tables(tmp_path / "nowhere")
