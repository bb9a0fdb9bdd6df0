from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.fields import ChoiceBox
from ui.theme import DARK, LIGHT, TEXT_ON_GROUND, Look, Theme, ThemeChoice, Tokens


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_of_the_definition() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_everything_that_is_read_stands_out(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["card", "ground"])
def test_what_can_be_filled_in_is_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.edge, getattr(tokens, ground)) >= 3


def test_tokens_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        LIGHT.ink = "#000000"  # type: ignore[misc]


def test_a_forced_theme_holds_whatever_the_desktop_says(qtbot: QtBot) -> None:
    assert Theme("light").tokens == LIGHT
    assert Theme("dark").tokens == DARK


def test_sizes_keep_their_fractions(qtbot: QtBot) -> None:
    theme = Theme("light")
    assert theme.font(13.5).pointSizeF() > theme.font(13).pointSizeF()


def test_light_and_dark_follow_the_desktop(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    theme, forced = Theme("system"), Theme("light")
    worn: list[Tokens] = []
    theme.changed.connect(lambda: worn.append(theme.tokens))
    hints = QGuiApplication.styleHints()
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        hints.colorSchemeChanged.emit(scheme)
    assert worn[-2:] == [DARK, LIGHT]
    assert forced.tokens == LIGHT


def test_the_type_is_inter_where_it_is_installed_and_the_systems_own_elsewhere(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = ["DejaVu Sans", "Inter"]
    monkeypatch.setattr(QFontDatabase, "families", lambda: installed)
    assert Theme("light").font(13).family() == "Inter"
    installed.remove("Inter")
    systems = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    assert Theme("light").font(13).family() == systems


@pytest.mark.parametrize("type_size", [1.0, 2.0])
def test_menus_and_tool_tips_are_as_large_as_what_they_belong_to(qtbot: QtBot, type_size: float) -> None:
    theme = Theme(Look("light", type_size))
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    menu = QMenu(window)
    menu.addMenu("Who does it")
    window.show()
    QToolTip.showText(window.mapToGlobal(QPoint(5, 5)), "Use this model (Space)", window)
    tip = next(one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel"))
    wanted = theme.font(theme.tokens.body)
    for words in (menu, menu.actions()[0].menu(), tip):
        assert isinstance(words, QWidget)
        words.ensurePolished()
        assert words.font().pointSizeF() == pytest.approx(wanted.pointSizeF(), abs=0.01)
        assert words.font().family() == wanted.family()
    QToolTip.hideText()


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_what_unfolds_from_a_choice_lies_on_the_themes_ground(qtbot: QtBot, chosen: ThemeChoice) -> None:
    theme = Theme(Look(chosen, still=True))
    window = QWidget()
    qtbot.addWidget(window)
    choice = ChoiceBox(theme)
    choice.addItems(["Headset", "Monitor of Headset"])
    QVBoxLayout(window).addWidget(choice)
    theme.dress(window)
    window.resize(300, 200)
    window.show()
    choice.showPopup()
    unfolded = choice.view().parentWidget()
    image = unfolded.grab().toImage()
    grounds = {image.pixelColor(image.width() // 2, y).name() for y in (3, image.height() - 4)}
    assert grounds == {theme.tokens.card.lower()}
    choice.hidePopup()
