"""Draw a matrix as an SVG picture, in light colours for paper and slides."""

from __future__ import annotations

from collections.abc import Iterator

from graph.formats.xml_text import escaped
from graph.questions.matrix import view
from graph.questions.matrix.answer import Matrix
from graph.questions.matrix.view import Entry, short

NAMESPACE = "http://www.w3.org/2000/svg"
CELL = 28
MARGIN = 24
LETTER = 6.6
"""How wide a letter of 12 pixels is, about."""
BOLD_LETTER = 7.8
FILLS = ("#eef2f6", "#e3eff8", "#bcd9ec", "#86bade", "#2b78ad", "#00507f")
INKS = ("#1b2430", "#1b2430", "#1b2430", "#1b2430", "#ffffff", "#ffffff")
INK, MUTED, LINE = "#1b2430", "#566273", "#d8dee6"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def matrix_svg(answer: Matrix) -> str:
    """Return the picture: headings, cells with shade and mark, a legend, a title for readers.

    Raises BadParameter for a title with a character that XML does not allow.
    """
    skills = [skill for group in answer.groups for skill in group.skills]
    rows = [row for ladder in answer.ladders for row in ladder.roles]
    left = MARGIN + _width(
        [row.role.title for row in rows] + [e.title or "" for e in answer.ladders]
    )
    head = MARGIN + 44 + _width([skill.title for skill in skills]) + 24
    below = [*view.legend(answer)]
    width = max(left + len(skills) * CELL + MARGIN, 640)
    headings = sum(ladder.title is not None for ladder in answer.ladders)
    bottom = head + (len(rows) + headings) * CELL
    height = bottom + 20 + 22 * len(below) + MARGIN
    title, summary = view.title(answer), view.summary(answer)
    size = f'width="{width:g}" height="{height:g}"'
    frame = f'viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="title desc"'
    lines = [
        f'<svg xmlns="{NAMESPACE}" {size} {frame} font-family="{FONT}" font-size="12">',
        f'<title id="title">{_escaped(title)}</title>',
        f'<desc id="desc">{_escaped(summary)}</desc>',
        f'<rect {size} fill="#ffffff"/>',
        _text(MARGIN, MARGIN + 8, title, more='font-size="18" font-weight="700"'),
        _text(MARGIN, MARGIN + 28, summary, fill=MUTED),
        *_heads(answer, left, head),
        *_rows(answer, left, head, width),
        *_legend(below, bottom + 20),
        "</svg>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _heads(answer: Matrix, left: float, head: float) -> Iterator[str]:
    x = left
    for group in answer.groups:
        if group.title:
            room = int((len(group.skills) * CELL - 8) / BOLD_LETTER)
            yield _text(x + 4, MARGIN + 52, short(group.title, room), fill=MUTED, more=_BOLD)
        yield f'<path d="M{x:g} {MARGIN + 40}V{head:g}" stroke="{LINE}"/>'
        for skill in group.skills:
            turned = f'transform="rotate(-90 {x + 18:g} {head - 6:g})"'
            yield _text(x + 18, head - 6, short(skill.title), more=turned)
            x += CELL


def _rows(answer: Matrix, left: float, head: float, width: float) -> Iterator[str]:
    column = {
        skill.id: left + number * CELL
        for number, skill in enumerate(s for group in answer.groups for s in group.skills)
    }
    y = head
    for ladder in answer.ladders:
        if ladder.title is not None:
            yield _text(MARGIN, y + 19, short(ladder.title), fill=MUTED, more=_BOLD)
            y += CELL
        for row in ladder.roles:
            yield f'<path d="M{MARGIN} {y:g}H{width - MARGIN:g}" stroke="{LINE}"/>'
            yield _text(MARGIN, y + 19, short(row.role.title))
            if not row.stated:
                yield _text(left + 4, y + 19, view.not_stated(row), fill="#9c2f1e", more=_ITALIC)
            for cell in row.cells:
                mark, style = view.cell_text(answer, cell), view.style(cell)
                entry = Entry(mark, "", view.shade(cell), style)
                yield from _cell(column[cell.skill], y, entry)
            y += CELL


def _cell(x: float, y: float, entry: Entry) -> Iterator[str]:
    rect = f'<rect x="{x + 1:g}" y="{y + 1:g}" width="{CELL - 2}" height="{CELL - 2}" rx="2"'
    fill = FILLS[entry.shade] if entry.mark else "#ffffff"
    line = "" if entry.mark else f' stroke="{LINE}"'
    yield f'{rect} fill="{fill}"{line}/>'
    look = 'text-anchor="middle" font-size="11"'
    look += ' text-decoration="underline"' if view.INFERRED in entry.style else ""
    look += f" {_ITALIC}" if view.CARRIED in entry.style else ""
    yield _text(x + CELL / 2, y + 18, entry.mark, fill=INKS[entry.shade], more=look)


def _legend(entries: list[Entry], top: float) -> Iterator[str]:
    for number, entry in enumerate(entries):
        y = top + number * 22
        yield from _cell(MARGIN, y - 3, entry)
        yield _text(MARGIN + CELL + 8, y + 15, entry.words, fill=MUTED)


_BOLD, _ITALIC = 'font-weight="600"', 'font-style="italic"'


def _text(x: float, y: float, text: str, *, fill: str = INK, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}" {more}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return escaped(text, "title")


def _width(texts: list[str]) -> float:
    return max((len(short(text)) for text in texts), default=0) * LETTER + 12
