"""Compare the answers that record.py has recorded at two commits.

    python tests/recorded/compare.py OLD_DIR NEW_DIR [--keys keys.yaml]

Counts the answers that are equal byte for byte, and lists the others with their first
difference. With ``--keys`` only JSON answers count, and they are compared by their values, after
the trails of the old keys are changed to the new ones. A trail leads to a value:
``paths[0].steps[1].years.min``. In the patterns of keys.yaml, ``[]`` is any index, ``*`` any key
and ``**`` any trail, also none; a pattern covers everything below it.

    requests:                      # how record.py asks the same of the new code
      - [" --json$", " --json --expand all"]
    answers:
      - questions: "shipped: careergraph path"  # a regular expression; every entry that fits
        renamed:
          steps: "paths[0].steps"    # old: new, in this order
          "**.essential.of": "**.essential.total"
        dropped: [no_path.reason]    # old keys that are gone
        added: [alternatives]        # new keys
        changed: ["paths[].years"]   # new keys with other values, or none; a comment says why
    other: ["max_steps=3"]         # questions with another answer; a comment says why

Exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import isclose
from pathlib import Path
from typing import Any

import yaml

SHOWN = 160
"""How many characters of a differing value are shown."""
_WILDCARD = re.compile(r"\*\*\.|\*|\[\]")
_WILDCARDS = {"**.": r"((?:.*\.)?)", "*": r"([^.\[]+)", "[]": r"(\[[0-9]+\])"}

Change = Mapping[str, Any]


def compare(old: Path, new: Path, changes: Sequence[Change], other: Sequence[str] = ()) -> int:
    """Print which answers differ; return the exit code."""
    before, after = _recorded(old), _recorded(new)
    for name in [name for name in before if _fits_question(name, before[name], other)]:
        del before[name]
        after.pop(name, None)
    both = sorted(before.keys() & after.keys())
    unequal = [name for name in both if before[name] != after[name]]
    if changes:
        unequal = [name for name in unequal if _json(before[name]) is not None]
    differ = {
        name: difference
        for name in unequal
        if (difference := _difference(name, before[name], after[name], changes))
    }
    count = len(unequal) - len(differ)
    lines = [f"{sum(before[name] == after[name] for name in both)} answers are equal."]
    lines += [f"{count} JSON answers are equal by the map of keys."] if changes else []
    lines += [f"{len(differ)} differ."]
    lines += [f"{name}\n    {difference}" for name, difference in differ.items()]
    lines += [f"{name}\n    only in {old}" for name in sorted(before.keys() - after.keys())]
    lines += [f"{name}\n    only in {new}" for name in sorted(after.keys() - before.keys())]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if differ or before.keys() != after.keys() else 0


def _recorded(directory: Path) -> dict[str, str]:
    """Return the recorded answers by the names of their files."""
    found = {
        path.relative_to(directory).as_posix(): path.read_bytes().decode("utf-8")
        for path in directory.glob("*/*.txt")
    }
    return found or sys.exit(f"{directory} holds no recorded answers")


def _difference(name: str, old: str, new: str, changes: Sequence[Change]) -> str:
    """Return the first difference of two answers; "" if only keys changed."""
    if not changes:
        lines = zip(chain(old.splitlines(), [""]), chain(new.splitlines(), [""]), strict=False)
        return next(f"{_short(one)} → {_short(other)}" for one, other in lines if one != other)
    fitting = [each for each in changes if _fits_question(name, old, [each.get("questions", "")])]
    statuses = [re.findall(r"^(?:exit|status): .*", text, re.MULTILINE)[0] for text in (old, new)]
    if statuses[0] != statuses[1]:
        return " → ".join(statuses)
    before, after = dict(_leaves(_json(old))), dict(_leaves(_json(new)))
    dropped, added, changed = (
        [pattern for each in fitting for pattern in each.get(what, ())]
        for what in ("dropped", "added", "changed")
    )
    before = {
        _renamed(trail, fitting): value
        for trail, value in before.items()
        if not _fits(trail, dropped)
    }
    after = {
        trail: value for trail, value in after.items() if trail in before or not _fits(trail, added)
    }
    differences = _differences(before, after)
    return next((words for trail, words in differences if not _fits(trail, changed)), "")


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the trails where two answers differ, each with the difference in words.

    A null or an empty list that only one of them has is no difference.
    """
    for trail in [*old, *(trail for trail in new if trail not in old)]:
        if (trail not in new or trail not in old) and not (old.get(trail) or new.get(trail)):
            continue
        if trail not in new:
            yield trail, f"{trail} is gone; it was {_short(old[trail])}"
        elif trail not in old:
            yield trail, f"{trail} is new: {_short(new[trail])}"
        elif not _equal(old[trail], new[trail]):
            yield trail, f"{trail}: {_short(old[trail])} → {_short(new[trail])}"


def _equal(old: Any, new: Any) -> bool:
    """Return whether two values are equal: 1 is not 1.0, floats may differ in the last digits."""
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=1e-12)
    return type(old) is type(new) and bool(old == new)


def _fits_question(name: str, answer: str, patterns: Iterable[str]) -> bool:
    """Return whether a pattern fits "SET: QUESTION"; the set is the directory of the file."""
    question = answer.partition("\n")[0].removeprefix("question: ")
    return any(re.search(pattern, f"{Path(name).parent}: {question}") for pattern in patterns)


def _json(text: str) -> Any:
    """Return the JSON object in a recorded answer; None if its body is something else."""
    body = re.split(r"^--- (?:stdout|body) ---\n", text, maxsplit=1, flags=re.MULTILINE)[1]
    try:
        return json.loads(body) if body.startswith("{") else None
    except ValueError:
        return None


def _leaves(value: Any, trail: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the trail of each number, text, null and empty list or object in a value.

    >>> list(_leaves({"a": [1, {"b": []}]}))
    [('a[0]', 1), ('a[1].b', [])]
    """
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _leaves(each, f"{trail}.{key}" if trail else key)
    elif isinstance(value, list) and value:
        for number, each in enumerate(value):
            yield from _leaves(each, f"{trail}[{number}]")
    else:
        yield trail, value


def _fits(trail: str, patterns: Iterable[str]) -> bool:
    return any(_compiled(pattern).match(trail) for pattern in patterns)


def _renamed(trail: str, changes: Iterable[Change]) -> str:
    """Return the new trail of an old one.

    >>> _renamed("a[2].x.of", [{"renamed": {"a[]": "b[].c", "**.of": "**.total"}}])
    'b[2].c.x.total'
    """
    for change in changes:
        for old, new in change.get("renamed", {}).items():
            match = _compiled(old).match(trail)
            if match:
                parts = iter(match.groups())
                trail = _WILDCARD.sub(lambda _: next(parts), new) + trail[match.end() :]  # noqa: B023
    return trail


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    wildcards = _WILDCARD.findall(pattern)
    texts = [re.escape(text) for text in _WILDCARD.split(pattern)]
    parts = chain.from_iterable(zip(texts, [*map(_WILDCARDS.get, wildcards), ""], strict=True))
    return re.compile(f"{''.join(filter(None, parts))}(?![^.\\[])")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare recorded answers.")
    parser.add_argument("old", type=Path, metavar="OLD_DIR")
    parser.add_argument("new", type=Path, metavar="NEW_DIR")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="the map of keys")
    given = parser.parse_args()
    keys = yaml.safe_load(given.keys.read_text("utf-8")) if given.keys else {}
    return compare(given.old, given.new, keys.get("answers", ()), keys.get("other", ()))


if __name__ == "__main__":
    sys.exit(main())
