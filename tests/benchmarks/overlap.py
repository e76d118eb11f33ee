"""The most similar roles of one role, and of every role."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from harness import Peer, Row, Scope, compared, figure, installed
from synthetic import Careers, careers

from graph.store.overlap import Postings

MOST = 10
Alike = list[tuple[int, float]]


def rows(scope: Scope) -> Iterator[Row]:
    """Yield the rows, as they are measured."""
    for name in scope.sizes("M", "L", "XL"):
        graph = careers(name)
        alike = _ours(graph)
        multiplied = _scipy(graph) if installed("scipy") else None
        step = graph.size.roles // scope.count(200)
        yield from compared(
            "ten most similar roles of one role",
            graph.on,
            alike,
            [
                Peer("scipy (a row of A · Aᵀ)", multiplied and multiplied.of_one, "0.5x"),
                Peer("Python sets", _sets(graph) if name == "M" else None, "10x"),
            ][: 2 if name == "M" else 1],
            range(0, graph.size.roles, step),
            same=_sorted,
        )
    for name in scope.sizes("M", "L"):
        yield from _all_pairs(careers(name))


def _all_pairs(graph: Careers) -> Iterator[Row]:
    work, peer = "the ten most similar of every role", "scipy (A · Aᵀ)"
    if not installed("scipy"):
        yield Row(work, graph.on, peer, "0.5x", "not installed")
        return
    alike, multiplied = _ours(graph), _scipy(graph)

    def ours(_: object) -> list[Alike]:
        return [alike(role) for role in range(graph.size.roles)]

    def theirs(_: object) -> list[Alike]:
        return multiplied.of_all()

    yield from compared(
        work,
        graph.on,
        ours,
        [Peer(peer, theirs, "0.5x")],
        range(1),
        same=lambda answer: [_sorted(each) for each in answer],
    )
    sizes = [_peak(work) for work in (theirs, ours)]
    yield Row(f"{work}: memory", graph.on, peer, "4x", figure(sizes[0] / sizes[1]))


def _sorted(alike: Alike) -> list[float]:
    """Return the coefficients: of equal ones some engines take others than the first."""
    return sorted(round(jaccard, 9) for _, jaccard in alike)


def _peak(work: Callable[[object], Any]) -> int:
    """Return the bytes that the work takes while it goes on, its answer included."""
    tracemalloc.start()
    answer = work(None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del answer
    return peak


def _ours(graph: Careers) -> Callable[[int], Alike]:
    postings = Postings(
        {str(role): dict.fromkeys(map(str, skills)) for role, skills in enumerate(graph.requires)}
    )

    def alike(role: int) -> Alike:
        found = postings.coefficients(str(role), limit=MOST, threshold=0)
        return [(int(other), jaccard) for other, jaccard in found]

    return alike


def _sets(graph: Careers) -> Callable[[int], Alike]:
    sets = [set(skills) for skills in graph.requires]

    def alike(role: int) -> Alike:
        own, found = sets[role], []
        for other, theirs in enumerate(sets):
            shared = len(own & theirs)
            if shared > 1 and other != role:
                found.append((other, shared / (len(own) + len(theirs) - shared)))
        return sorted(found, key=lambda each: (-each[1], each[0]))[:MOST]

    return alike


def _scipy(graph: Careers) -> Any:
    """Return the two products, with the ten best of their rows by NumPy."""
    import numpy
    from scipy import sparse

    starts = numpy.cumsum([0, *map(len, graph.requires)])
    sizes = numpy.diff(starts)
    skills = numpy.fromiter(chain.from_iterable(graph.requires), numpy.int32)
    shape = (graph.size.roles, graph.size.skills)
    A = sparse.csr_matrix((numpy.ones(len(skills), numpy.int32), skills, starts), shape=shape)
    T = A.T.tocsr()

    def best(role: int, others: Any, shared: Any) -> Alike:
        kept = (shared > 1) & (others != role)
        others, shared = others[kept], shared[kept]
        jaccard = shared / (sizes[role] + sizes[others] - shared)
        if len(jaccard) > MOST:
            most = numpy.argpartition(-jaccard, MOST - 1)[:MOST]
            others, jaccard = others[most], jaccard[most]
        return list(zip(others.tolist(), jaccard.tolist(), strict=True))

    class Products:
        @staticmethod
        def of_one(role: int) -> Alike:
            row = A[role] @ T
            return best(role, row.indices, row.data)

        @staticmethod
        def of_all() -> list[Alike]:
            whole = A @ T
            parts = (slice(*ends) for ends in zip(whole.indptr, whole.indptr[1:], strict=False))
            return [
                best(role, whole.indices[part], whole.data[part]) for role, part in enumerate(parts)
            ]

    return Products
