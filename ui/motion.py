"""Changes ease in, briefly; on a desktop that asks for stillness, or for a person who does, nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QTimeLine
from PySide6.QtWidgets import QGraphicsOpacityEffect, QStyle, QWidget

from ui.theme import Theme

EASE_MS = 160
"""How long a change takes; never over 200."""
STEPS = 4
"""How often it is drawn meanwhile: enough to be soft, and a window that is drawn seldom stays calm."""


def moves(widget: QWidget, theme: Theme) -> bool:
    """Whether a change of this widget may be seen happening."""
    if theme.look.still or not widget.isVisible():
        return False
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0


def ease_in(widget: QWidget, theme: Theme) -> None:
    """Lets a widget that was just filled appear softly; it is in its place from the first moment."""
    if not moves(widget, theme):
        return
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0.0)
    widget.setGraphicsEffect(effect)
    easing = QTimeLine(EASE_MS, effect)
    easing.setUpdateInterval(EASE_MS // STEPS)
    easing.setEasingCurve(QEasingCurve.Type.OutCubic)
    easing.valueChanged.connect(effect.setOpacity)
    # without the effect text is drawn as sharp as the screen can
    easing.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]
    easing.start()
