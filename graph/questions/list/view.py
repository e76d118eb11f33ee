"""The sentences of a list of nodes."""

from __future__ import annotations

from graph.questions.list.answer import ListedNode, NodeList


def other_names(node: ListedNode) -> str:
    """Return the aliases and the id of a node."""
    return ", ".join([*node.aliases, node.id])


def rest(answer: NodeList) -> str:
    """Return a sentence about the nodes that a part of a list leaves out; "" if it has all.

    >>> rest(NodeList(total=300, start=100, nodes=()))
    'No node has this number: there are 300.'
    """
    end = answer.start + len(answer.nodes)
    if len(answer.nodes) == answer.total:
        return ""
    if not answer.nodes:
        return f"No node has this number: there are {answer.total:,}."
    return f"{answer.start + 1:,} to {end:,} of {answer.total:,}."
