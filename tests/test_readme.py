"""What the documents show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_examples import DOCUMENTS, ROOT, Example, current, examples, text_of

from graph.command.parser import build_parser
from graph.questions import QUESTIONS
from graph.sources.dataset import check_dataset

EXAMPLES = [example for document in DOCUMENTS for example in examples(document)]
MOST_BYTES = 6_000
ANSWERS = "graph/questions/README.md"
DIALECT = re.compile(
    r"\b(is asked|asked for|told|comes? to|stands? on|of which|so many|whose it is)\b"
)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.document}: {each.label}")
def test_shown_output_is_current(example: Example) -> None:
    """A document shows what its command prints; else run tests/readme_examples.py --write."""
    assert example.shown == current(example)


def test_readme_fits_one_page() -> None:
    """The front page has at most 6,000 bytes."""
    assert len(text_of("README.md").encode()) <= MOST_BYTES


def test_readme_names_every_command() -> None:
    """The front page has a line for every command of the help."""
    commands = next(a.choices for a in build_parser()._actions if a.dest == "command")  # noqa: SLF001
    assert commands is not None
    named = re.findall(r"^\| `careergraph ([a-z]+)", text_of("README.md"), re.MULTILINE)

    assert [name for name in commands if name not in named] == []
    assert [name for name in named if name not in commands] == []


def test_ci_runs_readmes_tests() -> None:
    """CI takes its test command from the front page, which has exactly one."""
    pattern = re.search(r"'(\^python3 .*)'", text_of(".ci/run"))
    assert pattern is not None

    assert len(re.findall(pattern[1], text_of("README.md"), re.MULTILINE)) == 1


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """Every link to a file of the checkout, or to a heading, has a target."""
    here = ROOT / document
    for place, heading in LINK.findall(text_of(document)):
        target = (here.parent / place).resolve() if place else here
        assert target.exists(), place
        assert not heading or heading in _anchors(target), heading


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_use_plain_words(document: str) -> None:
    """No document falls back into the old dialect."""
    prose = re.sub(r"^```[\s\S]*?^```$", "", text_of(document), flags=re.MULTILINE)

    assert DIALECT.findall(prose) == []


def test_every_question_has_a_section() -> None:
    """The document behind "How is this computed?" explains every question, with its limits."""
    sections = re.findall(r"^## (\S+)$", text_of(ANSWERS), re.MULTILINE)

    assert [name for name in QUESTIONS if name not in sections] == []


def test_answers_document_is_plain_markdown() -> None:
    """The explorer shows it: no HTML, no image, no table cell with a bar in it."""
    text = text_of(ANSWERS)
    prose = re.sub(r"^```[\s\S]*?^```$", "", text, flags=re.MULTILINE)
    rows = [line for line in prose.splitlines() if line.startswith("|")]

    assert re.findall(r"<[a-z/!]|!\[", prose) == []
    assert [row for row in rows if re.search(r"`[^`|]*\|[^`]*`", row)] == []


def test_shown_profile_is_the_files() -> None:
    """The profile that is matched in the examples is shown whole."""
    profile = text_of("tests/data/profiles/robin.yaml")

    assert f"```yaml\n{profile}```" in text_of(ANSWERS)


def test_shown_data_set_is_valid(tmp_path: Path) -> None:
    """The data set in data/README.md has neither errors nor warnings."""
    shown = re.search(r"```yaml\n(dataset:[\s\S]+?)```", text_of("data/README.md"))
    assert shown is not None
    (tmp_path / "careers.yaml").write_text(shown[1], encoding="utf-8")

    dataset, problems = check_dataset(tmp_path)

    assert dataset is not None
    assert problems == []


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", each.lower()).replace(" ", "-") for each in headings}
