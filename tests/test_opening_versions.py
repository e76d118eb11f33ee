"""Open two versions, from two directories or from git; errors name the version."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.model.errors import DataError, GraphError
from graph.opening import revisions
from graph.opening.versions import two_directories, two_revisions
from graph.questions.diff.answer import Diff
from graph.questions.diff.search import diff
from graph.store.index import Index

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


def changes(index: Index) -> Diff:
    """Return what differs from the older version of an index."""
    assert index.older is not None
    return diff(index.older, index)


def git(top: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *arguments], cwd=top, env=environment, check=True)  # noqa: S607


def commit(top: Path, tag: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", tag)
    git(top, "tag", tag)


def test_revisions_differ_like_directories(repository: Path) -> None:
    """One directory at two revisions differs as two directories do."""
    assert changes(two_revisions(repository / "data" / "news", "v1", "v2")) == changes(
        two_directories([OLD], [NEW])
    )


def test_working_files_are_the_default(repository: Path) -> None:
    """Without a second revision, the present files are compared."""
    assert not changes(two_revisions(repository / "data" / "news", "v1")).same
    assert changes(two_revisions(repository / "data" / "news", "v2")).same


def test_top_directory_can_be_read(repository: Path) -> None:
    """The data may be at the top of the repository."""
    shutil.copy(NEW / "newsroom.yaml", repository)
    commit(repository, "v4")

    assert changes(two_revisions(repository, "v4", "HEAD")).same


def test_repository_stays_untouched(repository: Path) -> None:
    """Reading a revision changes no file of the repository."""
    before = sorted(repository.rglob("*"))
    two_revisions(repository / "data" / "news", "v1", "v2")

    assert sorted(repository.rglob("*")) == before


def test_filters_and_hooks_never_run(repository: Path, tmp_path: Path) -> None:
    """No filter and no hook of the repository runs."""
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


def test_links_are_not_followed(repository: Path, tmp_path: Path) -> None:
    """A symbolic link in a revision is not followed."""
    (tmp_path / "secret.yaml").write_text("roles: [{id: x}]\n")
    (repository / "data" / "news" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    commit(repository, "linked")

    assert changes(two_revisions(repository / "data" / "news", "v2", "linked")).same


def test_git_variables_are_ignored(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that name another repository have no effect."""
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))

    assert changes(two_revisions(repository / "data" / "news", "v2", "v2")).same


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
def test_bad_revisions_are_refused(repository: Path, old: str, new: str, words: str) -> None:
    """A revision that git cannot read is refused by name."""
    with pytest.raises(GraphError) as error:
        two_revisions(repository / "data" / "news", old, new)

    assert words in str(error.value)


def test_directories_outside_git_are_refused(tmp_path: Path) -> None:
    """A directory outside a repository is refused."""
    with pytest.raises(GraphError, match="not a git repository"):
        two_revisions(tmp_path, "v1", "v2")


def test_missing_directories_are_refused(tmp_path: Path) -> None:
    """A missing directory is refused."""
    with pytest.raises(GraphError, match="no directory; --git takes the directory of the data"):
        two_revisions(tmp_path / "nowhere", "v1", "v2")


def test_missing_git_has_a_remedy(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, the error says what to do instead."""
    monkeypatch.setenv("PATH", str(repository))

    with pytest.raises(GraphError, match="git is not installed; compare two directories instead"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_slow_git_is_stopped(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A git command that takes too long is stopped."""
    slow = tmp_path / "slow" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(revisions, "GIT_SECONDS", 0.2)

    with pytest.raises(GraphError, match="git did not answer within"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_huge_revisions_are_refused(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that holds too much is refused."""
    monkeypatch.setattr(revisions, "MAX_BYTES", 10)

    with pytest.raises(GraphError, match=r"holds too much at revision 'v1'"):
        two_revisions(repository / "data" / "news", "v1", "v2")


def test_errors_name_their_side(tmp_path: Path) -> None:
    """The errors of both directories say whether they are old or new."""
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "roles.yaml").write_text("roles: [{id: a, title: A}]\n")

    with pytest.raises(DataError) as error:
        two_directories([tmp_path / "old"], [tmp_path / "new"])
    errors = [str(problem) for problem in error.value.problems]
    assert errors[0].startswith(f"old: {tmp_path / 'old' / 'roles.yaml'}:1: missing key 'basis'")
    assert errors[-1].startswith(f"new: {tmp_path / 'new' / 'roles.yaml'}:1: missing key 'basis'")


def test_errors_name_their_revision(repository: Path) -> None:
    """An error at a revision has the revision and the path."""
    news = repository / "data" / "news"
    (news / "bad.yaml").write_text("roles: [{id: a, title: A}]\n")
    commit(repository, "bad")

    with pytest.raises(DataError) as error:
        two_revisions(news, "bad", "v2")
    (problem,) = error.value.problems
    assert str(problem).startswith(f"old: bad:{news / 'bad.yaml'}:1: missing key 'basis'")
