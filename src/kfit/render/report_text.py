"""Lays out the page for a visit as text for a screen."""

from __future__ import annotations

from .report import UNVERIFIED
from .text import dim, fold, hanging, joined, pad, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .report_parts import Grid, Page, PageSection
    from .screen import Screen

GAP = 2  # blanks between two columns


def text_page(told: Page, screen: Screen) -> str:
    """Return the page for a screen: tables where a row fits, else a paragraph a row; in plain text a sentence a row."""
    lines = [told.title, told.period, *([f"Name: {told.name}"] if told.name else []), *_folded(UNVERIFIED, screen), ""]
    for box in told.boxes:
        lines += _folded(f"{box.label}: {box.value}{f' ({box.detail})' if box.detail else ''}", screen)
    for part in told.sections:
        lines += ["", *_section(part, screen)]
    return joined(lines)


def _section(part: PageSection, screen: Screen) -> list[str]:
    lines = [f"{part.heading}." if screen.plain else dim(part.heading, screen)]
    for sentence in part.sentences:
        lines += _folded(sentence, screen)
    for place, grid in enumerate(part.grids):
        lines += [*([""] if place or part.sentences else []), *_grid(grid, screen)]
    for point in part.points:
        lines += [point] if screen.plain else hanging("- ", point, screen)
    return lines


def _grid(grid: Grid, screen: Screen) -> list[str]:
    if screen.plain:
        return [f"{grid.caption}.", *(_sentence(grid, row) for row in grid.rows)]
    columns = [max(width(cell) for cell in cells) + GAP for cells in zip(grid.header, *grid.rows, strict=True)]
    caption = [dim(line, screen) for line in fold(grid.caption, screen.width)]
    if sum(columns) - GAP <= screen.width:
        rows = ["".join(map(pad, row, columns)) for row in (grid.header, *grid.rows)]
        return [*caption, dim(rows[0].rstrip(), screen), *rows[1:]]
    lines = caption
    for name, *cells in grid.rows:
        lines += hanging("", name, screen)
        for title, cell in zip(grid.header[1:], cells, strict=True):
            lines += [f"  {line}" for line in fold(f"{title}: {cell}", screen.width - 2)] if cell else []
    return lines


def _sentence(grid: Grid, row: tuple[str, ...]) -> str:
    told = [f"{title}: {cell}" for title, cell in zip(grid.header[1:], row[1:], strict=True) if cell]
    return f"{'; '.join([row[0], *told])}."


def _folded(text: str, screen: Screen) -> list[str]:
    return [text] if screen.plain else fold(text, screen.width)
