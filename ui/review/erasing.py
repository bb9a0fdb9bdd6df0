"""A call that is erased from the window: asked once, done beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from assist.review.archive import Archive
from ui.buttons import TextButton
from ui.lookups import Lookups
from ui.review.bar import Bar
from ui.theme import Theme
from ui.words import tr


class EraseBar(Bar):
    """`agreed`: the call is to go."""

    agreed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("How far it is"))
        self.words.setText(tr("Erase this call, its note, remarks and sound? Nothing brings them back."))
        self.erase = TextButton(theme, tr("Erase"))
        self.erase.setToolTip(tr("Erase the call everywhere, for good (Tab, then Space)"))
        self.erase.clicked.connect(self.agreed)
        self._hold(self.erase)

    def ask(self) -> None:
        self.show()
        self.cancel.setFocus(Qt.FocusReason.ShortcutFocusReason)  # a key pressed twice erases nothing


class Erasing(QObject):
    """`erased` carries the call that is gone, `told` a sentence about it."""

    erased = Signal(int)
    told = Signal(str)

    def __init__(self, theme: Theme, archive: Archive, lookups: Lookups, parent: QObject) -> None:
        super().__init__(parent)
        self._archive, self._lookups = archive, lookups
        self._call: int | None = None
        self.bar = EraseBar(theme)
        self.bar.agreed.connect(self._erase)

    def ask(self, call: int) -> None:
        """Asks whether this call is to go."""
        self._call = call
        self.bar.ask()

    @Slot()
    def _erase(self) -> None:
        call, archive = self._call, self._archive
        self.bar.leave()
        if call is None:
            return

        def gone(_answer: object) -> None:
            self.erased.emit(call)
            self.told.emit(tr("The call is erased."))

        self._lookups.do(lambda: archive.erase(call), gone)
