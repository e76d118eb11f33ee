"""Published ladders in Markdown, written as data files: engineering ladders, and Monzo product."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from published import PUBLISHED

from graph.sources.dataset import load_dataset
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

AXIS = re.compile(r"^(?:\d\.|\*) \*\*(.+?)\*\*: (.*)", re.MULTILINE)
"""A level of an axis: its name, and what it looks like."""


def engineering_ladders(directory: Path) -> Index:
    """Return the 18 roles of the engineering ladders; each of the five axes is a scale."""
    folder = PUBLISHED / "engineering-ladders"
    levels = (folder / "Overview.md").read_text("utf-8").split("# Levels")[1].split("# FAQs")[0]
    axes = {
        part.partition("\n")[0].strip(): AXIS.findall(part) for part in levels.split("\n## ")[1:]
    }
    level_of = {
        name: (axis, number)
        for axis, its in axes.items()
        for number, (name, _) in enumerate(its, 1)
    }
    roles: list[dict[str, Any]] = []
    for file in ("Developer", "TechLead", "TechnicalProgramManager", "EngineeringManager"):
        ladder = []
        for part in (folder / f"{file}.md").read_text("utf-8").split("\n## ")[1:]:
            title = part.partition("\n")[0].partition(" - ")[2].strip()
            requires = [
                {
                    "target": level_of[name][0].lower(),
                    "basis": "stated",
                    "level": level_of[name][1],
                    "scale": level_of[name][0].lower(),
                    "level_text": text,
                }
                for name, text in AXIS.findall(part)
            ]
            ladder.append(_role(title, file.lower(), requires))
        roles += _joined(ladder)
    return _index(
        directory,
        roles,
        skills=[
            {
                **_node(axis),
                "levels": [
                    {"level": number, "text": text} for number, (_, text) in enumerate(its, 1)
                ],
            }
            for axis, its in axes.items()
        ],
        scales=[_scale(axis, [name for name, _ in its]) for axis, its in axes.items()],
    )


def monzo_product(directory: Path) -> Index:
    """Return the four product levels of Monzo: a role each, with criteria for each topic."""
    text = (PUBLISHED / "monzo-progression" / "product.md").read_text("utf-8")
    head = yaml.safe_load(text.split("---")[1])
    criteria = {
        (topic["name"], each["level"]): "\n".join(f"- {line}" for line in each["criteria"])
        for topic in head["topics"]
        for each in topic["content"]
    }
    topics = [topic["name"] for topic in head["topics"]]
    numbers = range(1, head["levels"] + 1)
    ladder = [
        _role(
            f"Product {number}",
            "product",
            [
                {
                    "target": _id(topic),
                    "basis": "stated",
                    "level": number,
                    "level_text": criteria[topic, number],
                }
                for topic in topics
            ],
        )
        for number in numbers
    ]
    skills = [
        {
            **_node(topic),
            "levels": [{"level": n, "text": criteria[topic, n]} for n in numbers],
        }
        for topic in topics
    ]
    scale = _scale("Level", [f"Level {number}" for number in numbers])
    return _index(directory, _joined(ladder), skills=skills, scales=[scale])


def _index(directory: Path, roles: list[Any], **lists: list[Any]) -> Index:
    tracks = [{"id": id_, "title": id_} for id_ in dict.fromkeys(role["track"] for role in roles)]
    data = {"dataset": {"title": "Ladders"}, "tracks": tracks, "roles": roles, **lists}
    (directory / "ladders.yaml").write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return Index(build_graph(load_dataset(directory)))


def _joined(ladder: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for role, after in pairwise(ladder):
        role["leads_to"] = [{"target": after["id"], "basis": "implied"}]
    return ladder


def _role(title: str, track: str, requires: list[Any]) -> dict[str, Any]:
    return {**_node(title), "track": track, "requires": requires}


def _scale(title: str, names: list[str]) -> dict[str, Any]:
    levels = [{"level": n, "id": _id(name), "title": name} for n, name in enumerate(names, 1)]
    return {**_node(title), "levels": levels}


def _node(title: str) -> dict[str, Any]:
    return {"id": _id(title), "title": title, "basis": "stated"}


def _id(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
