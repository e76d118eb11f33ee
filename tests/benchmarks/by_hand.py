"""Requirements of an ESCO role and its ten most similar roles, with pandas and networkx by hand.

    python by_hand.py DIRECTORY TITLE

The peer of ``careergraph show`` in loading.py: it reads the three tables that this answer needs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import networkx as nx


def main() -> None:
    """Print the answer as JSON."""
    import pandas as pd

    directory, title = Path(sys.argv[1]), sys.argv[2]
    columns = ["conceptUri", "preferredLabel"]
    roles = pd.read_csv(directory / "occupations_en.csv.gz", usecols=columns)
    skills = pd.read_csv(directory / "skills_en.csv.gz", usecols=columns)
    relations = pd.read_csv(directory / "occupationSkillRelations.csv.gz")
    G = nx.DiGraph()
    for table in (roles, skills):
        G.add_nodes_from(
            (uri, {"title": label.strip()}) for uri, label in table.itertuples(index=False)
        )
    columns = ["occupationUri", "skillUri", "relationType"]
    for role, skill, necessity in relations[columns].itertuples(index=False):
        G.add_edge(role, skill, necessity=necessity)
    own = roles.loc[roles["preferredLabel"] == title, "conceptUri"].iloc[0]
    required = {role: set(G[role]) for role in roles["conceptUri"]}
    alike = []
    for role, theirs in required.items():
        shared = len(required[own] & theirs)
        if role != own and shared > 1:
            alike.append((shared / len(required[own] | theirs), role))
    best = [each for each in sorted(alike, key=lambda each: -each[0]) if each[0] >= 0.2][:10]
    answer = {
        "skills": [G.nodes[skill]["title"] for skill in G[own]],
        "alike": [G.nodes[role]["title"] for _, role in best],
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
