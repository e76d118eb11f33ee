"""Join the descriptions of data sets that are merged."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model.records import Info

MAX_TITLE = 200


def joined_info(infos: Sequence[Info]) -> Info:
    """Return one description of a data set that has several parts."""
    if len(infos) == 1:
        return infos[0]
    return Info(
        id=infos[0].id,
        title=" + ".join(info.title for info in infos)[:MAX_TITLE],
        summary="\n".join(info.summary for info in infos if info.summary) or None,
        licence="; ".join(dict.fromkeys(i.licence for i in infos if i.licence))[:MAX_TITLE] or None,
        language=infos[0].language,
        notes=tuple(note for info in infos for note in info.notes),
    )
