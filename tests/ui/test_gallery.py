"""The windows look as they looked when somebody last looked; and at any type size no word is cut off."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.scenes import SCENES, Scene, picture, staged
from ui.checklist import SourceLine, StepButton
from ui.paragraph import Paragraph, lay_out
from ui.theme import Look

SCREENS = REPOSITORY / "tests" / "screens"
COMPARED = ("card_light", "warning_dark", "read_back_light", "wrap_up_light", "strip_card_light", "card_200")
DIFFERS = 24
"""Of 255: a channel of a pixel that differs by less looks the same."""
MOST_DIFFERING = 0.01
"""The part of the pixels that may differ: another version of the font's renderer moves edges."""


def share_of_different_pixels(one: QImage, other: QImage) -> float:
    first = one.convertToFormat(QImage.Format.Format_RGB888)
    second = other.convertToFormat(QImage.Format.Format_RGB888)
    width, height = first.width(), first.height()
    different = 0
    for line in range(height):
        left, right = (bytes(image.constScanLine(line))[: width * 3] for image in (first, second))
        if left != right:
            pixels = zip(*(iter([abs(a - b) for a, b in zip(left, right, strict=True)]),) * 3, strict=True)
            different += sum(max(pixel) > DIFFERS for pixel in pixels)
    return different / (width * height)


def test_the_comparison_sees_a_difference(qtbot: QtBot) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    other = image.copy()
    assert share_of_different_pixels(image, other) == 0
    other.setPixelColor(3, 3, Qt.GlobalColor.black)
    assert share_of_different_pixels(image, other) == pytest.approx(1 / 200)


@pytest.mark.parametrize("name", COMPARED)
def test_it_looks_as_it_did(qtbot: QtBot, name: str) -> None:
    if "Inter" not in QFontDatabase.families():
        pytest.skip("needs the font of the pictures (Debian: fonts-inter)")
    kept = QImage(str(SCREENS / f"{name}.png"))
    now = picture(SCENES[name])
    assert now.size() == kept.size(), "look at it, then: scripts/screenshots.py"
    assert share_of_different_pixels(now, kept) <= MOST_DIFFERING, "look at it, then: scripts/screenshots.py"


def cut_off(window: QWidget) -> list[str]:
    """Texts that have less room than they need, and do not give way on purpose."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, SourceLine | StepButton):
            continue
        if isinstance(widget, Paragraph):
            font, width = widget.font(), widget.width()
            _, height = lay_out(widget.text(), font, width, widget.line_height)
            longest = max(
                (widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split()), default=0
            )
            if height > widget.height() + 1 or longest > width + 1:
                found.append(f"{widget.text()}: {height} > {widget.height()} or {longest} > {width}")
        elif isinstance(widget, QAbstractButton) and widget.text():
            needs = widget.minimumSizeHint() if widget.minimumSizeHint().isValid() else widget.sizeHint()
            if needs.width() > widget.width() or needs.height() > widget.height():
                found.append(f"{widget.text()}: {needs} > {widget.size()}")
    return found


PLACES = {"card": 380, "why": 380, "warning": 380, "read_back": 380, "wrap_up": 380, "keys": 380, "closing": 380,
          "edited": 380, "strip_warning": 380, "first_hear": 560, "first_model": 560, "first_kept": 560,
          "settings_appearance": 760, "settings_model": 760, "settings_removing": 760,
          "settings_playbook": 760, "trends": 420, "comparison": 560,
          "review_steps": 1280, "review_days": 1280, "review_import": 1280}  # fmt: skip


@pytest.mark.parametrize("type_size", [0.8, 1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("name", sorted(PLACES))
def test_no_word_is_cut_off(qtbot: QtBot, name: str, type_size: float) -> None:
    scene = SCENES[f"{name}_light"]
    larger = 1 + (max(type_size, 1) - 1) * 0.6
    look = Look("light", type_size, still=True)
    with staged(Scene(scene.open, look, round(PLACES[name] * larger), 1000)) as window:
        assert cut_off(window) == []


@pytest.mark.parametrize("name", ["first_hear_light", "first_model_light", "first_kept_light"])
def test_a_first_page_that_has_no_room_scrolls(qtbot: QtBot, name: str) -> None:
    with staged(Scene(SCENES[name].open, Look("light", 2.0, still=True), 600, 400)) as window:
        assert cut_off(window) == []


@pytest.mark.parametrize("name", ["review_steps_light", "review_filters_light", "settings_model_light"])
def test_in_the_largest_type_nothing_lies_beyond_a_small_screen(qtbot: QtBot, name: str) -> None:
    with staged(Scene(SCENES[name].open, Look("light", 2.0, still=True), 1280, 800)) as window:
        assert window.width() <= 1280
        beyond = [
            words
            for part in window.findChildren(QAbstractButton)
            if (words := part.text())
            and part.isVisible()
            and part.mapTo(window, part.rect().topRight()).x() > 1280
        ]
        assert beyond == []


@pytest.mark.parametrize("name", ["card_light", "read_back_light"])
def test_a_larger_type_is_worn_at_once(qtbot: QtBot, name: str) -> None:
    scene = SCENES[name]
    with staged(Scene(scene.open, Look("light", 1.0, still=True), 420, 1000)) as window:
        theme = window._theme  # type: ignore[attr-defined]
        before = [paragraph.font().pointSizeF() for paragraph in window.findChildren(Paragraph)]
        theme.wear(Look("dark", 1.4, still=True))
        after = [paragraph.font().pointSizeF() for paragraph in window.findChildren(Paragraph)]
        assert before and after == pytest.approx([size * 1.4 for size in before])
        ground = window.grab().toImage().pixelColor(2, window.height() - 2)
        assert ground == theme.colour("ground")
        qtbot.wait(50)
        assert cut_off(window) == []
