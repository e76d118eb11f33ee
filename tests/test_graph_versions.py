"""Are both versions found: in two directories, or in git; and does an error say of which it is?"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.model.errors import DataError, GraphError
from graph.opening import versions
from graph.opening.versions import two_directories, two_revisions
from graph.questions.diff.search import diff

VERSIONS = Path(__file__).parent / "data" / "versions"
OLD, NEW = VERSIONS / "old", VERSIONS / "new"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the newsroom in ``data/news``: tagged v1 and v2, then gone at v3."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    top = tmp_path / "repository"
    news = top / "data" / "news"
    news.mkdir(parents=True)
    git(top, "init", "--quiet")
    for tag, version in (("v1", OLD), ("v2", NEW)):
        shutil.copy(version / "newsroom.yaml", news)
        commit(top, tag)
    shutil.move(news, top / "elsewhere")
    commit(top, "v3")
    shutil.move(top / "elsewhere", news)
    return top


def git(top: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *arguments], cwd=top, env=environment, check=True)  # noqa: S607


def commit(top: Path, tag: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", tag)
    git(top, "tag", tag)


def test_a_directory_at_two_revisions_differs_as_two_directories_do(repository: Path) -> None:
    assert diff(*two_revisions(repository / "data" / "news", "v1", "v2")) == diff(
        *two_directories([OLD], [NEW])
    )


def test_without_a_second_revision_the_directory_is_taken_as_it_stands(repository: Path) -> None:
    assert not diff(*two_revisions(repository / "data" / "news", "v1")).same
    assert diff(*two_revisions(repository / "data" / "news", "v2")).same


def test_the_top_of_a_repository_is_a_directory_like_any_other(repository: Path) -> None:
    shutil.copy(NEW / "newsroom.yaml", repository)
    commit(repository, "v4")

    assert diff(*two_revisions(repository, "v4", "HEAD")).same


def test_the_working_tree_and_the_index_stay_as_they_are(repository: Path) -> None:
    before = sorted(repository.rglob("*"))
    two_revisions(repository / "data" / "news", "v1", "v2")

    assert sorted(repository.rglob("*")) == before


def test_no_filter_and_no_hook_of_the_repository_runs(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    (repository / ".gitattributes").write_text("*.yaml filter=bad\n")
    for setting in ("filter.bad.smudge", "core.fsmonitor", "core.pager"):
        git(repository, "config", setting, f"touch {ran}; cat")
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        place = repository / ".git" / "hooks" / hook
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\ntouch {ran}\n")
        place.chmod(0o755)

    two_revisions(repository / "data" / "news", "v1", "v2")
    assert not ran.exists()


def test_a_link_in_a_tree_is_not_followed(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("roles: [{id: x}]\n")
    (repository / "data" / "news" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    commit(repository, "linked")

    assert diff(*two_revisions(repository / "data" / "news", "v2", "linked")).same


def test_variables_that_name_another_repository_are_not_heeded(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))

    assert diff(*two_revisions(repository / "data" / "news", "v2", "v2")).same


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("v9", "v2", "the repository has no revision 'v9'"),
        ("v1", "--all", "the repository has no revision '--all'"),
        ("--output=x", "v2", "the repository has no revision '--output=x'"),
        ("v1:data", "v2", "the repository has no revision 'v1:data'"),
        ("", "v2", "'' is no revision of git"),
        ("v1\n", "v2", "is no revision of git"),
        ("v1", "v3", "is not in the repository at revision 'v3'"),
    ],
)
def test_a_revision_that_cannot_be_read_is_named(
    repository: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(GraphError) as error:
        two_revisions(repository / "data" / "news", old, new)

    assert words in str(error.value)


def test_a_directory_outside_of_any_repository_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="not a git repository"):
        two_revisions(tmp_path, "v1", "v2")


def test_a_directory_there_is_not_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no directory; --git takes the one that holds the data"):
        two_revisions(tmp_path / "nowhere", "v1", "v2")


def test_without_git_the_answer_is_how_to_do_without(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))

    with pytest.raises(GraphError, match="git is not installed; compare two directories instead"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_a_git_that_does_not_answer_is_not_waited_for(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(versions, "GIT_SECONDS", 0.2)

    with pytest.raises(GraphError, match="git did not answer within"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_more_than_is_read_is_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_BYTES", 10)

    with pytest.raises(GraphError, match=r"holds too much at revision 'v1'"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_the_errors_of_both_directories_are_told_with_their_side(tmp_path: Path) -> None:
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "roles.yaml").write_text("roles: [{id: a, title: A}]\n")

    with pytest.raises(DataError) as error:
        two_directories([tmp_path / "old"], [tmp_path / "new"])
    told = [str(problem) for problem in error.value.problems]
    assert told[0].startswith(f"old: {tmp_path / 'old' / 'roles.yaml'}:1: missing key 'basis'")
    assert told[-1].startswith(f"new: {tmp_path / 'new' / 'roles.yaml'}:1: missing key 'basis'")


def test_an_error_at_a_revision_is_told_with_revision_and_path(repository: Path) -> None:
    news = repository / "data" / "news"
    (news / "bad.yaml").write_text("roles: [{id: a, title: A}]\n")
    commit(repository, "bad")

    with pytest.raises(DataError) as error:
        two_revisions(news, "bad", "v2")
    (problem,) = error.value.problems
    assert str(problem).startswith(f"old: bad:{news / 'bad.yaml'}:1: missing key 'basis'")
