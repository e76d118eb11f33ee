"""Checking a directory finds every fault, with its line and in plain words, and nothing else."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.errors import MAX_PROBLEMS, DataError, Problem
from graph.model.records import Dataset, data_file_schema
from graph.sources.contents import SECTIONS
from graph.sources.dataset import check_dataset, load_dataset
from graph.sources.directory import MAX_FILES

DATA = Path(__file__).parent / "data"
SHIPPED = Path(__file__).parents[1] / "data"
INVALID = sorted((DATA / "invalid").glob("*.yaml"))
EXPECTATION = re.compile(r"# expect: (warning: )?(\d+): (.*)")

Check = Callable[..., list[str]]

TRACKS = "tracks:\n  - {id: data, title: Data}\n"
SKILL = "skills:\n  - {id: sql, title: SQL, basis: derived}\n"
ROLE = """\
roles:
  - id: analyst
    title: Analyst
    basis: derived
    requires: [{target: sql, basis: derived}]
"""


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory that is the current one, so that problems name files without it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def problems_of(inside: Path) -> Check:
    """Write files into the current directory and return what is wrong with them."""

    def check(**files: str | bytes) -> list[str]:
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            (inside / f"{name}.yaml").write_bytes(data)
        return [str(problem) for problem in check_dataset(".")[1]]

    return check


# --- One fault a file --------------------------------------------------------------------------


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_files_match_expectations(path: Path, inside: Path) -> None:
    """Each file of tests/data/invalid has exactly the problems it expects."""
    text = path.read_text("utf-8")
    (inside / path.name).write_text(text, "utf-8")
    expected = [
        Problem(path.name, int(line), message, bool(warning))
        for warning, line, message in EXPECTATION.findall(text)
    ]

    dataset, problems = check_dataset(".")

    assert expected
    assert problems == expected
    assert (dataset is None) == any(not problem.warning for problem in problems)


def test_invalid_files_state_expectations() -> None:
    """Each file of tests/data/invalid begins with its expectations."""
    assert INVALID
    assert [path.name for path in INVALID if not EXPECTATION.match(path.read_text("utf-8"))] == []


def test_messages_are_uniform() -> None:
    """A message is one line, in lower case, without a full stop."""
    for path in INVALID:
        for _, _, message in EXPECTATION.findall(path.read_text("utf-8")):
            unquoted = re.sub(r"'.*?'", "", message)
            assert unquoted[:1] == unquoted[:1].lower(), message
            assert not message.endswith("."), message
            assert len(message) < 250, message


# --- Faults of files that no text file can show --------------------------------------------------


def test_bad_utf8_has_its_line(problems_of: Check) -> None:
    """Text that is not UTF-8 is reported with its line."""
    assert problems_of(a="# é\ntracks: [é]\n".encode() + "é".encode("latin-1")) == [
        "a.yaml:3: not UTF-8 text; save the file as UTF-8"
    ]


def test_utf16_is_refused(problems_of: Check) -> None:
    """UTF-16 is reported as text that is not UTF-8."""
    assert problems_of(a=TRACKS.encode("utf-16")) == [
        "a.yaml:1: not UTF-8 text; save the file as UTF-8"
    ]


def test_byte_order_mark_is_harmless(problems_of: Check) -> None:
    """A byte order mark at the start does no harm."""
    assert problems_of(a=TRACKS.encode("utf-8-sig")) == []


def test_windows_line_ends_are_harmless(problems_of: Check) -> None:
    """Windows line ends do no harm."""
    assert problems_of(a=TRACKS.replace("\n", "\r\n") + "people: []\r\n") == [
        (
            "a.yaml:3: unknown key 'people'; known keys are alignments, dataset, facts, groups, "
            "lists, responsibilities, roles, scales, skills, sources, stages or tracks"
        )
    ]


def test_zero_bytes_are_empty(problems_of: Check) -> None:
    """A file without a byte is reported as empty."""
    assert problems_of(a="") == ["a.yaml: the file is empty; write records or remove it"]


def test_large_file_is_refused(problems_of: Check) -> None:
    """A file of more than one mebibyte is not read."""
    assert problems_of(a=TRACKS + "#" * 1024 * 1024) == [
        "a.yaml: the file has more than 1 MiB; split it"
    ]


def test_file_of_limit_is_read(problems_of: Check) -> None:
    """A file of one mebibyte is read."""
    assert problems_of(a=TRACKS + "#" * (1024 * 1024 - len(TRACKS))) == []


def test_large_total_is_refused(inside: Path) -> None:
    """Files of more than five mebibytes together are not read."""
    for number in range(6):
        (inside / f"{number}.yaml").write_text("#" * 1024 * 1000 + f"\n# {number}", "utf-8")

    problems = [str(problem) for problem in check_dataset(".")[1]]

    assert problems[-1] == "5.yaml: the files exceed 5 MiB together; make two data sets of them"


def test_too_many_files_are_refused(inside: Path, problems_of: Check) -> None:
    """A directory with too many files is not read."""
    for number in range(MAX_FILES + 1):
        (inside / f"{number}.yaml").touch()

    assert problems_of() == [".: 1,001 files; at most 1,000 are read, join some"]


def test_thousand_files_are_read(inside: Path) -> None:
    """A directory with a thousand files is read."""
    for number in range(MAX_FILES):
        record = f"tracks: [{{id: t{number}, title: T{number}}}]"
        (inside / f"{number:04}.yaml").write_text(record, "utf-8")

    dataset, problems = check_dataset(".")

    assert problems == []
    assert dataset is not None
    assert len(dataset.about.tracks) == 1_000


def test_alias_bomb_is_refused(problems_of: Check) -> None:
    """An alias bomb is refused without being expanded."""
    levels = [f"- &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 50)]
    problems = problems_of(a="\n".join(["- &l0 lol", *levels]))
    assert problems[0] == "a.yaml:1: anchor '&l0' is not supported; write each value out"
    assert sum("alias '*l48' is not supported" in problem for problem in problems) == 9


def test_merge_bomb_is_refused(problems_of: Check) -> None:
    """A bomb of merge keys is refused."""
    levels = [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, 30)]
    problems = problems_of(a="\n".join(["m0: &m0 {}", *levels]))
    assert "a.yaml:2: merge key '<<' is not supported; write the keys out" in problems


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "a: [", "[{"])
def test_endless_depth_is_refused(bracket: str, problems_of: Check) -> None:
    """Endless nesting is refused."""
    (problem,) = problems_of(a=bracket * 100_000)
    assert re.match("a.yaml:1: (nested deeper than 20 levels|not valid YAML)", problem)


def test_long_digits_are_fast(problems_of: Check) -> None:
    """A pattern that tries every way to split them would take hours."""
    digits = "1" * 500_000
    (problem,) = problems_of(a=f"tracks: [{{id: data, title: {digits}x}}]")
    assert problem == "a.yaml:1: 'title' has 500,001 characters; at most 200"


def test_text_has_a_limit(problems_of: Check) -> None:
    """A text has at most ten thousand characters."""
    assert problems_of(a=f"dataset: {{title: A, summary: {'x' * 10_000}}}") == []
    assert problems_of(a=f"dataset: {{title: A, summary: {'x' * 10_001}}}") == [
        "a.yaml:1: 'summary' has 10,001 characters; at most 10,000"
    ]


# --- Files and directories -----------------------------------------------------------------------


def test_empty_directory_is_reported(inside: Path, problems_of: Check) -> None:
    """A directory without YAML files is reported."""
    (inside / "careers.txt").touch()
    (inside / ".hidden.yaml").touch()
    assert problems_of() == [
        (
            ".: no .yaml file in it; write one, or name another directory "
            "('careergraph init' writes an example)"
        )
    ]


def test_data_sets_below_are_offered(inside: Path, problems_of: Check) -> None:
    """For a directory of directories, the data sets below are offered."""
    for name in ("law", "medicine"):
        (inside / name).mkdir()
        (inside / name / "roles.yaml").touch()

    assert problems_of() == [
        ".: no .yaml file in it; it holds data sets, name one: law or medicine"
    ]


@pytest.mark.parametrize("name", ["nowhere", "a.yaml/b", "nul\0byte", "x" * 300])
def test_no_directory_is_reported(name: str, inside: Path) -> None:
    """A path that is no directory is reported."""
    (inside / "a.yaml").touch()

    dataset, (problem,) = check_dataset(name)

    assert dataset is None
    assert problem.path == name
    assert problem.message.startswith(("no such directory", "cannot be read: file name too long"))


def test_file_is_no_directory(inside: Path) -> None:
    """A file in place of a directory is reported as a file."""
    (inside / "a.yaml").touch()

    _, (problem,) = check_dataset("a.yaml")

    assert str(problem) == "a.yaml: a file; name a directory of .yaml files or a .graphml file"


@pytest.mark.parametrize("target", ["../outside.yaml", "loop.yaml", "gone.yaml", "/dev/zero"])
def test_outside_links_are_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problems_of: Check
) -> None:
    """A link to nothing, or out of the directory, is not followed."""
    (tmp_path / "outside.yaml").write_text(TRACKS, "utf-8")
    (tmp_path / "set").mkdir()
    monkeypatch.chdir(tmp_path / "set")
    Path("loop.yaml").symlink_to(target)

    assert problems_of() == [
        "loop.yaml: not a regular file of this directory; put the file itself here"
    ]


def test_inside_link_is_followed(inside: Path, problems_of: Check) -> None:
    """A link within the directory is followed."""
    (inside / "parts").mkdir()
    (inside / "parts" / "tracks.yaml").write_text(TRACKS, "utf-8")
    (inside / "tracks.yaml").symlink_to("parts/tracks.yaml")

    assert problems_of() == []


def test_pipes_and_directories_are_refused(problems_of: Check) -> None:
    """A pipe or a directory is not read as a file."""
    os.mkfifo("pipe.yaml")
    Path("folder.yaml").mkdir()

    assert problems_of() == [
        f"{name}.yaml: not a regular file of this directory; put the file itself here"
        for name in ("folder", "pipe")
    ]


def test_unreadable_file_is_reported() -> None:
    """An unreadable file is reported, and the others are checked."""
    with _directory_of_a_stranger() as directory:
        (directory / "a.yaml").write_text(TRACKS, "utf-8")
        (directory / "a.yaml").chmod(0)
        (directory / "b.yaml").write_text("people: []", "utf-8")

        with _as_a_stranger():
            _, problems = check_dataset(directory)

    assert [problem.message[:31] for problem in problems] == [
        "cannot be read: permission deni",
        "unknown key 'people'; known key",
    ]


def test_unreadable_directory_is_reported() -> None:
    """An unreadable directory is reported."""
    with _directory_of_a_stranger() as directory:
        (directory / "set").mkdir(mode=0)

        with _as_a_stranger():
            _, (problem,) = check_dataset(directory / "set")

    assert problem.message == "cannot be read: permission denied; make it readable"


def test_strange_file_name_prints(problems_of: Check) -> None:
    """A file name that is not UTF-8 can be printed."""
    Path(os.fsdecode(b"caf\xe9.yaml")).write_text("people: []", "utf-8")

    (problem,) = problems_of()

    assert problem.encode().startswith(rb"caf\udce9.yaml:1: unknown key 'people'")


# --- Many faults at once -------------------------------------------------------------------------


def test_all_faults_come_sorted(problems_of: Check) -> None:
    """All faults of all files are reported at once, by file and line."""
    assert problems_of(
        b_skills="skills:\n  - {id: sql, title: no, basis: derived}\n  - {id: Sql}\n",
        a_roles="roles:\n"
        "  - id: analyst\n"
        "    title: Analyst\n"
        "    basis: guessed\n"
        "    leads_to: [{target: analyst, basis: derived, years: {min: 3, max: 1}}]\n"
        "    requires:\n"
        "      - {target: sqll, basis: derived}\n"
        "      - {target: sql}\n",
        c_tracks=TRACKS + TRACKS.partition("\n")[2],
        d_broken="tracks: [",
    ) == [
        "a_roles.yaml:4: 'basis' cannot be 'guessed'; write derived, implied, observed or stated",
        "a_roles.yaml:5: 'analyst' leads to itself; name another role",
        "a_roles.yaml:5: years from 3 to 1; min is above max",
        "a_roles.yaml:8: missing key 'basis'; write derived, implied, observed or stated",
        "b_skills.yaml:2: 'no' is true or false to some readers of YAML; write \"no\" in quotes",
        (
            "b_skills.yaml:3: 'id' cannot be 'Sql'; an id has lower-case letters, digits, '-', "
            "'.' and '_'"
        ),
        "b_skills.yaml:3: missing key 'basis'; write derived, implied, observed or stated",
        "b_skills.yaml:3: missing key 'title'; add it, as text",
        "c_tracks.yaml:3: duplicate track id 'data', first used at c_tracks.yaml:2",
        (
            "d_broken.yaml:2: not valid YAML: did not find expected node content (while parsing a "
            "flow node); check indentation, colons and quotes"
        ),
    ]


def test_unread_file_hides_unknowns(problems_of: Check) -> None:
    """An id is not called unknown while a file is unread."""
    (problem,) = problems_of(roles=ROLE, skills=SKILL + "\t- {}")
    assert problem.startswith("skills.yaml:3: a tab")


def test_faulty_record_keeps_its_id(problems_of: Check) -> None:
    """A fault in a record does not make its id unknown."""
    (problem,) = problems_of(roles=ROLE, skills=SKILL.replace("SQL", "[SQL]"))
    assert problem == "skills.yaml:2: 'title' cannot be a list; write text"


def test_lines_survive_dropped_items(problems_of: Check) -> None:
    """Lines stay right after an item is left out."""
    edges = (
        "      - {}\n      - 3\n      - {target: sql, basis: derived}\n      - {target: kobol}\n"
    )
    role = ROLE.replace(" [{target: sql, basis: derived}]\n", f"\n{edges}")
    skills = SKILL.replace("sql", "cobol").replace("SQL", "Cobol") + SKILL.partition("\n")[2]
    assert problems_of(a=role + skills) == [
        "a.yaml:6: missing key 'basis'; write derived, implied, observed or stated",
        "a.yaml:6: missing key 'target'; an id has lower-case letters, digits, '-', '.' and '_'",
        "a.yaml:7: an item of 'requires' cannot be 3; write a mapping",
        "a.yaml:9: missing key 'basis'; write derived, implied, observed or stated",
        "a.yaml:9: unknown skill or responsibility 'kobol'; did you mean 'cobol'?",
    ]


def test_second_description_is_refused(problems_of: Check) -> None:
    """A second description of the data set is refused."""
    assert problems_of(a="dataset: {title: A}", b="\ndataset: {title: B}") == [
        "b.yaml:2: a second 'dataset', the first is at a.yaml:1; keep one"
    ]


def test_repeated_alias_is_refused(problems_of: Check) -> None:
    """An alias that two files use is refused at its second place."""
    second = SKILL.replace("sql", "queries").replace("SQL", "Queries, aliases: [sql]")
    roles = ROLE.replace("[{target: sql", "[{target: queries, basis: derived}, {target: sql")
    (problem,) = problems_of(a=SKILL, b=second, roles=roles)
    assert problem == (
        "b.yaml:2: 'sql' already names 'sql' (a.yaml:2); "
        "one name, one node: rename it or merge the two"
    )


def test_warnings_come_with_errors(problems_of: Check) -> None:
    """Errors of meaning do not hide warnings."""
    assert problems_of(a=SKILL, b=TRACKS + TRACKS.partition("\n")[2]) == [
        "a.yaml:2: warning: no edge touches the skill 'sql'; relate it or remove it",
        "b.yaml:3: duplicate track id 'data', first used at b.yaml:2",
    ]


def test_problems_have_a_limit(problems_of: Check) -> None:
    """The check stops after a thousand problems."""
    problems = problems_of(a="tracks:\n" + "  - 1\n" * 100_000)
    assert problems[0] == ".: more than 1,000 problems; fix these and check again"
    assert len(problems) == MAX_PROBLEMS + 1


def test_many_warnings_are_no_error(inside: Path) -> None:
    """Any number of warnings is no error."""
    skills = [f"  - {{id: s{n}, title: S{n}, basis: stated}}\n" for n in range(MAX_PROBLEMS)]
    (inside / "a.yaml").write_text("skills:\n" + "".join(skills), "utf-8")

    dataset, problems = check_dataset(".")

    assert dataset is not None
    assert str(problems[0]) == ".: warning: more than 1,000 problems; fix these and check again"


# --- Answers -------------------------------------------------------------------------------------


def test_loading_keeps_file_order(small_dataset: Dataset) -> None:
    """Loading returns the records in file order."""
    ids = [role.id for role in small_dataset.roles]
    assert ids == ["student", "data-analyst", "data-engineer", "gardener"]


def test_loading_raises_errors_only(inside: Path) -> None:
    """Loading faulty data raises all errors, and no warning."""
    (inside / "a.yaml").write_text(SKILL + "people: []\nplaces: []\n", "utf-8")

    with pytest.raises(DataError) as error:
        load_dataset(".")

    assert [problem.line for problem in error.value.problems] == [3, 4]
    assert str(error.value).splitlines() == list(map(str, error.value.problems))


def test_warnings_allow_loading(inside: Path) -> None:
    """Warnings do not keep data from loading."""
    (inside / "a.yaml").write_text(SKILL, "utf-8")
    assert [skill.id for skill in load_dataset(".").skills] == ["sql"]


def test_directory_names_untitled_data(inside: Path) -> None:
    """A data set without a title has the name of its directory."""
    (inside / "a.yaml").write_text(TRACKS, "utf-8")
    assert load_dataset(".").about.info.title == inside.name


def test_files_join_in_name_order(inside: Path) -> None:
    """Records of several files are joined in the order of file names."""
    (inside / "b.yml").write_text(TRACKS, "utf-8")
    (inside / "a.yaml").write_text(TRACKS.replace("data", "law").replace("Data", "Law"), "utf-8")

    assert [track.id for track in load_dataset(".").about.tracks] == ["law", "data"]


@pytest.mark.parametrize("directory", [SHIPPED / "starter", DATA / "small"], ids=lambda d: d.name)
def test_valid_data_has_no_problem(directory: Path) -> None:
    """Valid data has no problem."""
    dataset, problems = check_dataset(directory)
    assert problems == []
    assert dataset is not None


@pytest.mark.parametrize(
    "more",
    [
        "    not_stated: [{what: skills}]\n",
        "    not_stated: [{what: responsibilities}]\n",
        "    stage: background\n",
        "    preparations: [{id: degree, title: Degree, basis: derived, skills: [sql]}]\n",
    ],
)
def test_meant_gap_needs_no_warning(more: str, problems_of: Check) -> None:
    """A role without requirements gives no warning if it says so."""
    stages = "stages: [{id: background, title: Background, rung: false}]\n"
    lead = "  - id: lead\n    title: Lead\n    basis: derived\n" + more
    lead += "    leads_to: [{target: analyst, basis: derived}]\n"
    assert problems_of(a=ROLE + lead + SKILL + stages) == []


def test_preparation_touches_its_role(problems_of: Check) -> None:
    """A preparation that demands a skill connects its role."""
    entry = "preparations: [{id: degree, title: Degree, basis: derived, skills: [sql]}]\n"
    role = ROLE.replace("requires: [{target: sql, basis: derived}]\n", entry)
    assert problems_of(a=role + SKILL) == []


def test_different_claims_are_no_duplicate(problems_of: Check) -> None:
    """The same edge from two sources, or on two bases, is no duplicate."""
    edges = "\n".join(
        f"      - {{target: sql, basis: {basis}, source: {{id: {source}}}}}"
        for basis, source in (("stated", "one"), ("stated", "two"), ("implied", "one"))
    )
    role = ROLE.replace("[{target: sql, basis: derived}]", f"\n{edges}")
    sources = "sources: [{id: one, title: One}, {id: two, title: Two}]\n"
    assert problems_of(a=role + SKILL + sources) == []


# --- Nothing raises ------------------------------------------------------------------------------

KEYS = {key for part in data_file_schema()["$defs"].values() for key in part["properties"]}
WORDS = st.sampled_from([*sorted(KEYS), "stated", "derived", "analyst", "sql", "handbook"])
SCALARS = (
    WORDS
    | st.text(max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.none()
    | st.dates()
    | st.binary(max_size=4)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)
FILES = st.dictionaries(
    st.sampled_from(list(SECTIONS)),
    VALUES | st.lists(VALUES, max_size=3),
    max_size=4,
)


@settings(max_examples=150)
@given(values=FILES | VALUES)
def test_arbitrary_values_never_raise(values: Any) -> None:
    """Checking any values never raises an exception."""
    with tempfile.TemporaryDirectory() as directory:
        text = yaml.safe_dump(values, allow_unicode=True)
        Path(directory, "a.yaml").write_text(text, "utf-8", "surrogatepass")

        dataset, problems = check_dataset(directory)

    assert isinstance(dataset, Dataset) or problems


# --- Helpers -------------------------------------------------------------------------------------


@contextmanager
def _directory_of_a_stranger() -> Iterator[Path]:
    """Yield a directory that everyone can enter; those pytest makes are for their owner alone."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


@contextmanager
def _as_a_stranger() -> Iterator[None]:
    """Give up the rights of root, who can read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
