"""Fit: its parts by hand, and what rarity, levels, families and importance do to it."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from published import dataset as published_dataset

from graph.model.records import Dataset, Group, Requires
from graph.parts.fit import WEIGHTS, Fit, fit_index, person_fits
from graph.parts.likeness import Likeness
from graph.parts.person import HeldRole, HeldSkill, Profile, held
from graph.parts.role_words import words
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from tests.worlds import dataset, role, world

TERMS = ["sql", "python", "empathy", "writing", "law"]
documents = st.lists(
    st.dictionaries(st.sampled_from(TERMS), st.integers(1, 3)), min_size=2, max_size=6
)


def fit_of(index: Index, source: str, target: str) -> Fit:
    """Return how well a person who holds a role goes with another."""
    person = held(index, Profile(roles=(HeldRole(name=source),)))
    found = person_fits(index, person).fit(index.position[target])
    assert found is not None
    return found


def part(fit: Fit, name: str) -> float | None:
    (value,) = [each.value for each in fit.parts if each.part == name]
    return value


@given(documents)
def test_likeness_is_the_cosine(found: list[dict[str, int]]) -> None:
    """Each score is the cosine of the two vectors, worked out term by term."""
    number = len(found)
    rare = {
        t: log((number + 1) / sum(t in d for d in found))
        for t in TERMS
        if any(t in d for d in found)
    }
    vectors = [[d.get(t, 0) * rare.get(t, 0) for t in TERMS] for d in found]
    alike = Likeness([{t: float(n) for t, n in d.items()} for d in found])
    scores = alike.scores(alike.vector([0]))

    for score, vector in zip(scores, vectors, strict=True):
        product = sum(a * b for a, b in zip(vectors[0], vector, strict=True))
        lengths = sqrt(sum(a * a for a in vectors[0])) * sqrt(sum(b * b for b in vector))
        assert score == (pytest.approx(product / lengths) if lengths else None)


sets = st.sets(st.sampled_from(TERMS), min_size=1)


@given(st.lists(sets, min_size=3, max_size=5))
def test_parts_make_the_fit(required: list[set[str]]) -> None:
    """The points sum to the fit; what is not directional is the same both ways."""
    index = world(*(role(f"r{i}", requires=sorted(its)) for i, its in enumerate(required)))
    there, back = fit_of(index, "r0", "r1"), fit_of(index, "r1", "r0")

    assert there.score == pytest.approx(sum(each.points for each in there.parts))
    assert 0 <= there.score <= 1
    for name in ("requirements", "text", "names"):
        assert part(there, name) == pytest.approx(part(back, name))


def test_equal_roles_fit_fully() -> None:
    """Two roles that require and are called the same fit by 1."""
    index = world(
        role("a", requires=["sql", "law"], summary="keeps records"),
        replace(
            role("b", requires=["sql", "law"], summary="keeps records"), title="A", aliases=("Aa",)
        ),
        replace(role("c", requires=["python"]), aliases=("Aa",)),
    )

    assert part(fit_of(index, "a", "b"), "coverage") == 1.0
    assert part(fit_of(index, "a", "b"), "requirements") == pytest.approx(1.0)


def test_coverage_has_a_direction() -> None:
    """Only what the other role requires counts: more skills than it asks cost nothing."""
    index = world(
        role("wide", requires=["sql", "law"]),
        role("narrow", requires=["sql"]),
        role("far", requires=["law"]),
    )

    assert part(fit_of(index, "wide", "narrow"), "coverage") == 1.0
    assert part(fit_of(index, "narrow", "wide"), "coverage") == pytest.approx(0.5)


def test_rare_requirements_tell_more() -> None:
    """A shared skill that few roles require counts for more than one that most require."""
    index = world(
        role("a", requires=["common", "rare"]),
        role("b", requires=["common", "x"]),
        role("c", requires=["rare", "y"]),
        *(role(f"other-{i}", requires=["common", f"z{i}"]) for i in range(6)),
    )
    common, rare = fit_of(index, "a", "b"), fit_of(index, "a", "c")

    assert part(common, "coverage") == pytest.approx(log(10 / 8) / (log(10 / 8) + log(10)))
    assert part(rare, "coverage") == pytest.approx(log(10 / 2) / (log(10 / 2) + log(10)))


def test_levels_count_by_their_share() -> None:
    """Two of four levels are half the credit."""

    def at(level: float) -> list[Requires]:
        return [Requires(target="sql", basis="stated", level=level)]

    index = world(
        role("junior", requires=at(2)), role("senior", requires=at(4)), role("far", requires=["x"])
    )

    assert part(fit_of(index, "junior", "senior"), "coverage") == 0.5
    assert part(fit_of(index, "senior", "junior"), "coverage") == 1.0


def in_family(found: Dataset, *skills: str) -> Dataset:
    about = replace(found.about, groups=(Group(id="languages", title="Languages"),))
    members = tuple(
        replace(each, groups=("languages",)) if each.id in skills else each for each in found.skills
    )
    return replace(found, about=about, skills=members)


def test_siblings_share_one_credit() -> None:
    """Helpful skills of one family weigh together as much as one helpful skill."""
    languages = ["ada", "c", "lisp", "ml"]
    helpful = [Requires(target=each, basis="stated", necessity="helpful") for each in languages]
    found = dataset(
        role("coder", requires=["sql", *helpful]),
        role("knows-lisp", requires=["lisp", "x"]),
        role("knows-all", requires=[*languages, "x"]),
        role("other", requires=["sql"]),
    )
    index = Index(build_graph(in_family(found, *languages)))
    sql, language = log(5 / 2), 0.5 / 4 * log(5 / 2)
    lisp = 0.5 / 4 * log(5 / 3)
    total = sql + 3 * language + lisp

    assert part(fit_of(index, "knows-all", "coder"), "coverage") == pytest.approx(
        (3 * language + lisp) / total
    )
    assert part(fit_of(index, "knows-lisp", "coder"), "coverage") == pytest.approx(lisp / total)


def test_usual_importance_tells_nothing() -> None:
    """What all rate alike tells nothing; what one role rates above the rest tells all."""

    def rated(listening: float, welding: float) -> list[Requires]:
        return [
            Requires(target=target, basis="stated", importance=importance)
            for target, importance in (("listening", listening), ("welding", welding))
        ]

    index = world(
        role("welder", requires=rated(4, 5)),
        role("fitter", requires=rated(4, 4)),
        role("clerk", requires=rated(4, 1)),
        role("teller", requires=rated(4, 1)),
    )

    assert part(fit_of(index, "welder", "fitter"), "requirements") == pytest.approx(1.0)
    assert part(fit_of(index, "welder", "clerk"), "requirements") is None


def test_skills_alone_have_no_text() -> None:
    """Without a role held, text and names are unknown, and the fit is the mean of the rest."""
    index = world(
        role("a", requires=["sql", "law"]), role("b", requires=["sql"]), role("c", requires=["x"])
    )
    person = held(index, Profile(skills=(HeldSkill(name="sql"),)))
    found = person_fits(index, person).fit(index.position["b"])

    assert found is not None
    assert (part(found, "text"), part(found, "names")) == (None, None)
    assert found.score == pytest.approx(1.0)


def test_roles_without_requirements_keep_text() -> None:
    """What no source states is unknown, not 0."""
    index = world(role("clerk", requires=["sql"]), role("head-clerk"), role("far", requires=["x"]))
    found = fit_of(index, "clerk", "head-clerk")

    assert (part(found, "coverage"), part(found, "requirements")) == (None, None)
    assert found.score == pytest.approx(sum(each.points for each in found.parts))


def test_every_part_has_a_weight() -> None:
    """The weights are shares of one."""
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_words_of_any_language() -> None:
    """Words keep their accents, and single letters are left out."""
    assert words("L'infirmière, 2e échelon") == ["infirmière", "2", "échelon"]


@pytest.mark.parametrize(
    ("name", "source", "near", "far"),
    [
        ("esco", "product manager", "ICT product manager", "hotel porter"),
        ("esco", "cashier", "shop assistant", "ticket issuing clerk"),
        ("onet", "Registered Nurses", "Nurse Practitioners", "Gambling Cage Workers"),
        ("onet", "Electricians", "Helpers--Electricians", "Self-Enrichment Teachers"),
        (
            "rome",
            "Personnel de caisse",
            "Vente en alimentation",
            "Conseil en organisation et management d'entreprise",
        ),
    ],
)
def test_near_roles_fit_better(name: str, source: str, near: str, far: str) -> None:
    """On published taxonomies the role that people know as near fits better."""
    index = Index(build_graph(published_dataset(name)))
    here, good, bad = (index.resolve(title, "role") for title in (source, near, far))

    assert fit_of(index, here, good).score > fit_of(index, here, bad).score
    assert fit_index(index) is fit_index(index)
