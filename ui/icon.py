"""The program's own icons: SVG files whose `currentColor` takes the theme's colour."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer


@cache
def _source(name: str) -> str:
    return (resources.files("ui") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def draw_icon(painter: QPainter, name: str, place: QRectF, colour: QColor) -> None:
    """Draws the icon `ui/icons/<name>.svg` into `place`, sharp at every scale of the screen."""
    svg = _source(name).replace("currentColor", colour.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, place)
