"""A month to choose a day from, in the theme's type and colours: Qt's own is in the system's."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QIcon, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QToolButton

from ui.theme import Theme
from ui.words import tr

_TURNS = {"prevmonth": ("‹", "The month before"), "nextmonth": ("›", "The next month")}
"""Of Qt's names for the two buttons: their signs, and what they do."""


class Calendar(QCalendarWidget):
    """By arrows and Enter, or by a click."""

    def __init__(self, theme: Theme, day: datetime.date) -> None:
        super().__init__()
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFont(theme.font(theme.tokens.body))
        palette = theme.palette()
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, theme.colour("muted"))
        days = self.findChild(QAbstractItemView, "qt_calendar_calendarview")
        if days is not None:
            days.setPalette(palette)  # those of other months are drawn like what cannot be used
        plain, names = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme.colour("ink"))
        names.setForeground(theme.colour("ink"))
        names.setBackground(theme.colour("chip"))
        self.setHeaderTextFormat(names)
        for weekday in (
            Qt.DayOfWeek.Saturday,
            Qt.DayOfWeek.Sunday,
        ):  # which are red otherwise, like a warning
            self.setWeekdayTextFormat(weekday, plain)
        for name, (sign, deed) in _TURNS.items():
            button = self.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(QIcon())
                button.setText(sign)
                button.setToolTip(tr(deed))
                button.setAccessibleName(tr(deed))
        self.setSelectedDate(QDate(day.year, day.month, day.day))
