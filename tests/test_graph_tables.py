"""Are tables read row by row, with their lines, whatever program saved them?"""

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
def test_the_head_shows_the_separator(tmp_path: Path, separator: str, name: str) -> None:
    text = 'id,title\r\nsql,"SQL, the ""language"""\r\n'.replace("id,", f"id{separator}")
    text = text.replace("sql,", f"sql{separator}")

    columns, rows = read(saved(tmp_path / name, text.encode()))

    assert columns == ["id", "title"]
    assert rows == [(2, ["sql", 'SQL, the "language"'])]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    columns, _ = read(saved(tmp_path / "table.csv", b"\xef\xbb\xbfid,title\n"))

    assert columns == ["id", "title"]


def test_without_quoting_each_character_stands_for_itself(tmp_path: Path) -> None:
    content = b'id\ttask\n1\tSay "yes\n2\t"no\n'

    _, rows = read(saved(tmp_path / "table.txt", content), quoted=False)

    assert rows == [(2, ["1", 'Say "yes']), (3, ["2", '"no'])]


def test_a_row_has_the_line_it_begins_on(tmp_path: Path) -> None:
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
def test_what_is_no_table_is_said_with_its_place(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    with pytest.raises(DataError) as raised:
        read(saved(tmp_path / name, content))

    (problem,) = raised.value.problems
    assert problem.path == str(tmp_path / name)
    assert problem.line >= 1
    assert problem.message.startswith(expected)


@pytest.mark.parametrize("kept", [10, 60])
def test_a_damaged_gzip_file_is_said_to_be_one(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(b"id,title\n" + bytes(range(32, 127)) * 20)[:kept])

    with pytest.raises(DataError, match="damaged: the gzip file does not unpack"):
        read(path)


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        column_at(["id", "title"], "name", tmp_path / "a.csv", "recipe.yaml")

    (problem,) = raised.value.problems
    assert problem == (
        str(tmp_path / "a.csv"),
        1,
        "no column 'name', which recipe.yaml reads; the columns are id or title",
        False,
    )


def test_a_table_is_found_gzipped_or_not_by_any_of_its_names(tmp_path: Path) -> None:
    saved(tmp_path / "skills_en.csv.gz", b"id\n")

    assert find_table(tmp_path, ["skills.csv", "skills_en.csv"]) == tmp_path / "skills_en.csv.gz"
    assert find_table(tmp_path, ["roles.csv"]) is None
    assert has_tables(tmp_path)
    assert not has_tables(tmp_path / "nowhere")
