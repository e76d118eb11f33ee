"""What answers are judged by: expert lists, observed moves, published counts and ratings.

All of it is read from the published files beside the checkout; none of it ships.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from tempfile import mkdtemp

from harness import TAXONOMIES
from quality import half

from graph.opening.index import open_index
from graph.parts.requirements import requirements
from graph.store.index import Index

LEAST_DESTINATIONS = 8
"""Origins with fewer observed destinations are left out: rare moves are noise."""


def table(directory: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a published table, which may be compressed."""
    file = TAXONOMIES / directory / f"{name}.gz"
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as text:
        if name.endswith(".txt"):
            yield from csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            yield from csv.DictReader(text)


@cache
def opened(*directories: str, without: Sequence[str] = ()) -> Index:
    """Return the index of published tables; those left out keep only their header."""
    paths = [_copy(TAXONOMIES / name, without) for name in directories]
    return open_index(paths)


def _copy(directory: Path, without: Sequence[str]) -> Path:
    """Return the directory, or a copy of links in which some tables are empty."""
    left_out = {f"{name}.gz" for name in without}
    if not any((directory / name).exists() for name in left_out):
        return directory
    copy = Path(mkdtemp(prefix="careergraph-")) / directory.name
    copy.mkdir()
    for file in directory.iterdir():
        if file.name in left_out:
            with gzip.open(file) as whole, gzip.open(copy / file.name, "wb") as header:
                header.write(whole.readline())
        else:
            (copy / file.name).symlink_to(file)
    return copy


RELATED = "Related Occupations.txt"
MOBILITY = "unix_rubrique_mobilite_v347_utf8.csv"


def onet() -> Index:
    """Return O*NET without its related occupations."""
    return opened("onet", without=(RELATED,))


def rome() -> Index:
    """Return ROME without its mobilities."""
    return opened("rome", without=(MOBILITY,))


def esco() -> Index:
    """Return ESCO with Nesta's job zones."""
    return opened("esco", "nesta-career-causeways")


Truth = dict[int, set[int]]
"""For each origin, the positions of the roles that are right."""


@dataclass(frozen=True, eq=False)
class Lists:
    """Which roles are right for each origin, and which ones are compared, origins included."""

    index: Index
    right: Truth
    candidates: frozenset[int]

    def origins(self, *, judging: bool) -> list[int]:
        """Return the origins of one half."""
        return [each for each in self.right if half(self.index.roles[each]) == judging]


def _lists(index: Index, truth: Truth, candidates: Collection[int]) -> Lists:
    among = frozenset(candidates)
    right = {o: true & among for o, true in truth.items() if o in among and true & among}
    return Lists(index, right, among)


def related_lists() -> Lists:
    """Return the related occupations of O*NET, among the occupations that have been rated."""
    index = onet()
    rated = {
        role
        for role, id_ in enumerate(index.roles)
        if any(each.importance is not None for each in requirements(index, id_, "skill"))
    }
    return _lists(index, onet_related(index), rated)


def unit_group_lists() -> Lists:
    """Return the unit groups of ISCO, which a derived overlap should find again."""
    index = esco()
    truth = unit_groups(index)
    return _lists(index, truth, truth)


def mobility_lists(kind: str) -> Lists:
    """Return the mobilities of ROME of one kind, Proche or Evolution."""
    index = rome()
    stated = {role for role, id_ in enumerate(index.roles) if requirements(index, id_, "skill")}
    return _lists(index, rome_mobility(index, kind), stated)


def onet_related(index: Index) -> Truth:
    """Return the ten primary related occupations of each occupation."""
    truth: Truth = {}
    for row in table("onet", RELATED):
        if row["Relatedness Tier"].startswith("Primary"):
            _add(truth, index, row["O*NET-SOC Code"], row["Related O*NET-SOC Code"])
    return truth


def rome_mobility(index: Index, kind: str) -> Truth:
    """Return the occupations that ROME calls close (Proche) or a next step (Evolution)."""
    truth: Truth = {}
    for row in table("rome", MOBILITY):
        if row["libelle_type_mobilite"] == kind:
            _add(truth, index, row["code_rome"], row["code_rome_cible"])
    return truth


def unit_groups(index: Index) -> Truth:
    """Return the other occupations of the ISCO unit group, among those that Nesta compares."""
    group_of = {
        index.position[id_]: index.records[id_].groups[:1] for id_ in nesta_occupations(index)
    }
    members: dict[tuple[str, ...], set[int]] = {}
    for role, group in group_of.items():
        members.setdefault(group, set()).add(role)
    return {role: members[group] - {role} for role, group in group_of.items()}


def _add(truth: Truth, index: Index, source: str, target: str) -> None:
    here, there = index.position.get(source.lower()), index.position.get(target.lower())
    if here is not None and there is not None and here != there:
        truth.setdefault(here, set()).add(there)


# Nesta

NESTA = "nesta-career-causeways"


@cache
def nesta_rows() -> dict[str, dict[str, str]]:
    """Return Nesta's table of occupations, by their ids."""
    rows = table(NESTA, "mcc_transitions_Occupation_data.csv")
    return {row["concept_uri"].rsplit("/", 1)[1]: row for row in rows}


def nesta_occupations(index: Index) -> list[str]:
    """Return the occupations that Nesta compares and the index has."""
    return [id_ for id_ in nesta_rows() if id_ in index.position]


def desirable(here: dict[str, str], there: dict[str, str]) -> bool:
    """Return whether Nesta would show a move: one job zone at most, and 75 % of the pay."""
    zones = abs(int(float(here["job_zone"])) - int(float(there["job_zone"]))) <= 1
    return zones and float(there["annual_earnings"]) > 0.75 * float(here["annual_earnings"])


def crowd_points() -> list[tuple[float, bool]]:
    """Return the overlap of each rated move, and whether people call it feasible."""
    rows = table(NESTA, "crowd_feasibility_points.csv")
    return [
        (float(row["similarity_all_to_essential"]), float(row["feasibility_mean"]) >= 2.5)
        for row in rows
    ]


# Moves in the United States

MOVES = "us-occupational-mobility"

RECODED = {
    "15-1211": "15-1120", "15-1212": "15-1120", "15-1221": "15-1110", "15-1231": "15-1150",
    "15-1232": "15-1150", "15-1241": "15-1143", "15-1242": "15-1141", "15-1243": "15-1141",
    "15-1244": "15-1142", "15-1251": "15-1131", "15-1252": "15-1132", "15-1253": "15-1133",
    "15-1254": "15-1134", "15-1255": "15-1134", "15-1299": "15-1190", "15-1121": "15-1120",
    "15-1122": "15-1120", "15-1111": "15-1110", "31-1120": "31-1010", "31-1121": "31-1010",
    "31-1122": "39-9020", "31-1131": "31-1010", "31-1132": "31-1010", "31-1133": "31-1010",
    "35-3023": "35-3021", "35-3031": "35-3030", "11-9171": "11-9060",
}  # fmt: skip
"""Codes of 2018 whose group of 2010 their digits do not give."""


@cache
def moves() -> dict[str, dict[str, float]]:
    """Return for each origin the share of workers in each other occupation a year later."""
    found: dict[str, dict[str, float]] = {}
    for row in table(MOVES, "moves_of_half_the_origins.csv"):
        share = float(row["transition_prob_BLS_ASECnorm_corr"] or 0)
        if share > 0 and row["OCC_source"] != row["OCC_target"]:
            found.setdefault(row["OCC_source"], {})[row["OCC_target"]] = share
    return {o: to for o, to in found.items() if len(to) >= LEAST_DESTINATIONS}


@cache
def employment() -> dict[str, float]:
    """Return the number of people employed in each occupation of the moves."""
    found: dict[str, float] = {}
    for row in table(MOVES, "moves_of_half_the_origins.csv"):
        found[row["OCC_target"]] = float(row["TOT_EMP_OCC"] or 0)
        found.setdefault(row["OCC_source"], float(row["TOT_EMP_OCCLY"] or 0))
    return found


def move_node(soc: str) -> str | None:
    """Return the occupation of the moves that an O*NET code belongs to; None if there is none."""
    known, code = employment(), soc[:7]
    if RECODED.get(code) in known:
        return RECODED[code]
    if code.startswith("29-12") and int(code[3:]) >= 1211:
        return "29-1060"
    groups = (code, f"{code[:6]}0", f"{code[:5]}00", f"{code[:4]}000")
    return next((group for group in groups if group in known), None)


@dataclass(frozen=True, eq=False)
class Occupations:
    """The occupations of the moves that a graph has, each with its roles, by position."""

    index: Index
    roles: dict[str, list[int]]

    def origins(self, *, judging: bool) -> list[str]:
        """Return the origins of one half with enough destinations among the occupations."""
        return [
            origin
            for origin in moves()
            if origin in self.roles
            and half(origin) == judging
            and len(self.left(origin)) >= LEAST_DESTINATIONS
        ]

    @cache  # noqa: B019  # kept as long as the index
    def left(self, origin: str) -> dict[str, float]:
        """Return the share of leavers in each of the occupations; the sum is 1."""
        found = {node: share for node, share in moves()[origin].items() if node in self.roles}
        total = sum(found.values())
        return {node: share / total for node, share in found.items()}

    def zones(self) -> dict[str, float]:
        """Return the mean job zone of each occupation; one without a zone is left out."""
        zone_of = {f.role: f.value for f in self.index.about.facts if f.title == "Job zone"}
        known = {
            node: [zone for role in its if (zone := zone_of.get(self.index.roles[role]))]
            for node, its in self.roles.items()
        }
        return {node: fmean(zones) for node, zones in known.items() if zones}


def _occupations(index: Index, codes: Iterable[tuple[str, str]]) -> Occupations:
    """Return the occupations of roles and their O*NET codes; roles without skills are left out."""
    roles: dict[str, list[int]] = {}
    for id_, code in codes:
        node = move_node(code)
        if node and id_ in index.position and requirements(index, id_, "skill"):
            roles.setdefault(node, []).append(index.position[id_])
    return Occupations(index, roles)


@cache
def onet_occupations() -> Occupations:
    """Return the occupations of the moves on O*NET."""
    index = onet()
    return _occupations(index, zip(index.roles, index.roles, strict=True))


@cache
def esco_occupations() -> Occupations:
    """Return the same for ESCO, through Nesta's crosswalk to O*NET."""
    rows = table(NESTA, "esco_onet_crosswalk_MCC.csv")
    codes = {row["concept_uri"].rsplit("/", 1)[1]: row["onet_code"] for row in rows}
    return _occupations(esco(), codes.items())
