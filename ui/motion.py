"""Changes ease in, briefly; on a desktop that asks for stillness, or for a person who does, nothing moves."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsOpacityEffect, QStyle, QWidget

from ui.pulse import Pulse
from ui.theme import Theme

HALF_SEEN = 0.5


class Motion:
    """How what comes is seen coming: in two steps of the window's clock, so that nothing is drawn for it alone."""

    def __init__(self, theme: Theme, pulse: Pulse) -> None:
        self._theme = theme
        self._pulse = pulse

    def ease_in(self, widget: QWidget) -> None:
        """Lets a widget that was just filled appear softly; it is in its place from the first moment."""
        if not self._moves(widget):
            return
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(HALF_SEEN)
        widget.setGraphicsEffect(effect)
        # without the effect text is drawn as sharp as the screen can
        self._pulse.at_next_beat(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type]

    def _moves(self, widget: QWidget) -> bool:
        """Whether a change of this widget may be seen happening."""
        if self._theme.look.still or not widget.isVisible():
            return False
        return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
