"""The page of the calls: those that were found at the left, one of them at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from ui.paragraph import Paragraph
from ui.review.call_page import CallPage
from ui.review.found_page import FoundPage
from ui.theme import Theme
from ui.words import tr

LIST_WIDTH = 392
"""Of what was found, at first."""


class CallsPage(QSplitter):
    """Until `show_call` the right side says how a call is opened."""

    def __init__(self, theme: Theme, found: FoundPage, page: CallPage) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._found, self._page = found, page
        self._right = QStackedWidget()
        self._nothing = self._nothing_open()
        self._right.addWidget(self._nothing)
        self._right.addWidget(page)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(found)
        self.addWidget(self._right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)

    def _nothing_open(self) -> QWidget:
        page = QWidget()
        words = Paragraph(self._theme, self._theme.tokens.lead, "muted")
        words.setText(
            tr("Choose a call: Up and Down, then Enter. Search with\N{NO-BREAK SPACE}/ for what was said.")
        )
        words.setMaximumWidth(420)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(words, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._found.filled.connect(words.setVisible)  # there has to be a call to choose
        return page

    def show_call(self) -> None:
        """The call that is on its page is seen."""
        self._right.setCurrentWidget(self._page)

    def show_nothing(self) -> None:
        """The call that was on its page is gone."""
        self._right.setCurrentWidget(self._nothing)

    def share(self, width: int) -> None:
        """Gives the list and the call their usual parts of so many pixels."""
        self._found.setMinimumWidth(self._theme.least_width(240))
        wider = 1 + (self._theme.scale - 1) * 0.5
        left = round(LIST_WIDTH * wider)
        self.setSizes([left, max(width - left, 400)])
        self._page.share(wider)
