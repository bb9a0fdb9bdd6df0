"""The settings: one page a subject; what is changed holds at once and is written at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
)

from assist.errors import InputError
from assist.events import Channel
from assist.settings import Settings
from assist.wording import typeset
from ui.choices import Choices
from ui.encryption_switch import EncryptionSwitch
from ui.fields import TickBox
from ui.hairline import Hairline
from ui.listening import Listening
from ui.model_picker import ModelPicker
from ui.paragraph import Paragraph
from ui.sentence_model import SentenceModel
from ui.settings_form import SettingsForm
from ui.theme import LARGEST, SMALLEST, Look, Theme
from ui.words import tr


def look_of(settings: Settings) -> Look:
    """The look that the settings ask for."""
    appearance = settings.appearance
    return Look(appearance.theme, appearance.type_size, appearance.still)


class SettingsWindow(SettingsForm):
    """`changed` carries the Settings that hold from now on."""

    changed = Signal(object)

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__(theme)
        self._choices = choices
        self._settings = choices.settings()
        self.setWindowTitle(tr("Settings"))
        self.resize(theme.window_size(760, 640))
        self.pages = QListWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(tr("Subjects"))
        self.pages.setToolTip(tr("Choose a subject (Up, Down)"))
        self._stack = QStackedWidget()
        self._problem = Paragraph(theme, theme.tokens.body, "warning")
        self._problem.hide()
        subjects: tuple[tuple[str, Callable[[QVBoxLayout], None]], ...] = (
            (tr("Sound"), self._sound),
            (tr("Speech model"), self._model),
            (tr("Playbook"), self._playbook),
            (tr("Words"), self._words),
            (tr("Recording"), self._recording),
            (tr("Appearance"), self._appearance),
            (tr("Hotkeys"), self._hotkeys),
            (tr("Team"), self._team),
        )
        for title, fill in subjects:
            self.pages.addItem(title)
            self._stack.addWidget(self._page(title, fill))
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.pages.currentRowChanged.connect(self._hear)
        self.pages.setCurrentRow(0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.pages)
        row.addLayout(right, 1)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self._leave)
        theme.changed.connect(self._dress)
        self._dress()

    def hold(self, in_call: bool) -> None:
        """In a call the models stay."""
        self.picker.hold(in_call)
        self.sentences.line.hold(in_call)

    @Slot()
    def _leave(self) -> None:
        """One step back: what is asked, the window."""
        if not (self.picker.leave() or self.sentences.line.leave()):
            self.close()

    @property
    def problem(self) -> str:
        return self._problem.text()

    @Slot()
    def _dress(self) -> None:
        self._theme.dress(self)
        font = self._theme.font(self._theme.tokens.body)
        self.setFont(font)
        kinds = (QListWidget, QComboBox, QLineEdit, QCheckBox)
        for kind in kinds:
            for widget in self.findChildren(kind):
                widget.setFont(font)
        widest = max(
            self.pages.fontMetrics().horizontalAdvance(self.pages.item(row).text())
            for row in range(self.pages.count())
        )
        self.pages.setFixedWidth(widest + 40)
        self.setMinimumSize(self._theme.least_width(520), 360)

    def _change(self, **changes: object) -> None:
        """Writes it; what cannot be is said, and nothing changes. `a__b` is the key b of the table a."""
        try:
            settings = self._choices.save({name.replace("__", "."): value for name, value in changes.items()})
        except InputError as problem:
            self._say(str(problem))
            return
        self._say("")
        self._hold(settings)

    @Slot(object)
    def _hold(self, settings: Settings) -> None:
        """These hold from now on."""
        self._settings = settings
        self._theme.wear(look_of(settings))
        self.changed.emit(settings)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _sound(self, column: QVBoxLayout) -> None:
        keys: tuple[tuple[Channel, str], ...] = (("agent", "microphone"), ("client", "caller"))
        self.listening: dict[Channel, Listening] = {}
        for channel, key in keys:
            listening = Listening(self._theme, self._choices, channel, getattr(self._settings, key))
            listening.chosen.connect(lambda device, key=key: self._change(**{key: device}))
            self.listening[channel] = listening
            column.addSpacing(8)
            column.addWidget(listening)
        column.addWidget(
            self._hint(
                tr(
                    "A caller in your headset or loudspeakers is what this machine plays; one on a desk phone is "
                    "heard by your microphone. The next call uses what is chosen."
                )
            )
        )

    def _hear(self, page: int) -> None:
        """The inputs are open only while their page is seen."""
        for listening in self.listening.values():
            if self.isVisible() and page == 0:
                listening.listen()
            else:
                listening.rest()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hear(self.pages.currentRow())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hear(-1)

    def _model(self, column: QVBoxLayout) -> None:
        self.picker = ModelPicker(self._theme, self._choices, self._settings.model)
        self.picker.chosen.connect(lambda name: self._change(model=name or None))
        words = tr("It runs on this machine; one that is not here is fetched once. The next call uses it.")
        column.addWidget(self._hint(words))
        column.addWidget(self.picker)
        self.sentences = SentenceModel(self._theme, self._choices)
        column.addSpacing(8)
        column.addWidget(Hairline())
        column.addSpacing(4)
        column.addWidget(self.sentences)

    def _playbook(self, column: QVBoxLayout) -> None:
        options: list[tuple[str, object]] = [(title, name) for name, title in self._choices.playbooks()]
        self.playbook = self._combo(options, self._settings.playbook, lambda it: self._change(playbook=it))
        self._row(column, tr("Playbook"), self.playbook, tr("The next call uses it."))
        appetites = (
            (tr("Quiet"), "quiet"),
            (tr("Balanced"), "balanced"),
            (tr("Eager"), "eager"),
        )
        self.prompts = self._segments(appetites, self._settings.prompts, lambda it: self._change(prompts=it))
        hint = tr(
            "Quiet shows only what nearly always helps. Eager helps in calm calls too. Warnings always come."
        )
        self._row(column, tr("Prompts"), self.prompts, hint)
        try:
            policies = self._choices.playbook(self._settings).policies
        except InputError as problem:
            column.addWidget(self._hint(str(problem)))
            return
        for policy in policies:
            answers = [(tr(policy.answer(value)), value) for value in policy.values]
            control = self._segments(answers, policy.value, partial(self._set_policy, policy.name))
            self._row(column, typeset(policy.about), control)

    def _set_policy(self, name: str, value: str) -> None:
        self._change(**{f"policies__{name}": value})

    def _words(self, column: QVBoxLayout) -> None:
        self.words = self._line(
            ", ".join(self._settings.words), lambda text: self._change(words=_listed(text) or None)
        )
        hint = tr("Names and product words that the speech model should expect, with commas between them.")
        self._row(column, tr("Words to know"), self.words, hint)
        self.dispositions = self._line(
            ", ".join(self._settings.dispositions),
            lambda text: self._change(dispositions=_listed(text) or None),
        )
        hint = tr("How a call can come out, in your team’s words: at most nine, with commas between them.")
        self._row(column, tr("Dispositions"), self.dispositions, hint)
        self.country = self._line(
            self._settings.country, lambda text: self._change(country=text.upper() or None)
        )
        hint = tr("Its public holidays do not count as business days: a code like GB, US or US-CA.")
        self._row(column, tr("Country"), self.country, hint)

    def _recording(self, column: QVBoxLayout) -> None:
        words = tr(
            "Words, cards and notes of your calls are kept on this machine, readable by you alone: {folder}.",
            folder=self._choices.kept_in,
        )
        column.addWidget(self._hint(words))
        column.addWidget(self._hint(tr("While a call is paused, nothing is heard or kept.")))
        held = self._settings.retention.text_days
        days: list[tuple[str, object]] = [
            (tr("{count} days", count=count), count) for count in sorted({30, 90, 180, 365, held})
        ]
        self.text_days = self._combo(days, held, lambda it: self._change(retention__text_days=it))
        hint = tr("Then they are erased for good.")
        self._row(column, tr("What was said, and the notes, are kept for"), self.text_days, hint)
        heard = self._settings.retention.audio_days
        days = [(tr("{count} days", count=count), count) for count in sorted({7, 30, 90, heard} - {0})]
        self.audio_days = self._combo(
            [(tr("It is not kept"), 0), *days], heard, lambda it: self._change(retention__audio_days=it)
        )
        hint = tr(
            "While it is kept, a red mark stands beside the timer. Ask the caller first where the law asks for it."
        )
        self._row(column, tr("The sound itself is kept for"), self.audio_days, hint)
        self.encryption = EncryptionSwitch(self._theme, self._choices, self._settings.store.encrypted)
        self.encryption.changed.connect(self._hold)
        self.encryption.refused.connect(self._say)
        hint = tr(
            "The key lies in your system’s keyring; without it nobody can read the calls, not even you. "
            "Sound that is kept, and rescue files, stay as they are."
        )
        self._row(column, tr("Encryption"), self.encryption, hint)

    def _appearance(self, column: QVBoxLayout) -> None:
        appearance = self._settings.appearance
        themes = ((tr("As the system"), "system"), (tr("Light"), "light"), (tr("Dark"), "dark"))
        self.theme_choice = self._segments(
            themes, appearance.theme, lambda it: self._change(appearance__theme=it)
        )
        self._row(column, tr("Colours"), self.theme_choice)
        self.type_size = QSlider(Qt.Orientation.Horizontal)
        self.type_size.setRange(round(SMALLEST * 10), round(LARGEST * 10))
        self.type_size.setPageStep(1)
        self.type_size.setValue(round(appearance.type_size * 10))
        percent = self._hint(f"{round(appearance.type_size * 100)} %").as_label()
        self.type_size.valueChanged.connect(lambda it: percent.setText(f"{it * 10} %"))
        self.type_size.valueChanged.connect(lambda it: self._change(appearance__type_size=it / 10))
        self._row(column, tr("Type size"), self.type_size, beside=percent)
        self.still = TickBox(self._theme, tr("Keep still"))
        self.still.setChecked(appearance.still)
        self.still.toggled.connect(lambda on: self._change(appearance__still=on))
        hint = tr("Otherwise changes ease in, unless your system asks for stillness.")
        self._row(column, tr("Motion"), self.still, hint)

    def _hotkeys(self, column: QVBoxLayout) -> None:
        column.addWidget(self._hint(tr("These keys work while another program has the focus.")))
        if reason := self._choices.hotkeys_work():
            column.addWidget(self._hint(reason))
        names = {
            "start_end": (tr("Start or end a call"), "ctrl+alt+s"),
            "done": (tr("Done"), "ctrl+alt+d"),
            "not_now": (tr("Not now"), "ctrl+alt+n"),
            "client_speaks": (tr("Hold while the caller speaks (one microphone)"), "ctrl+alt+h"),
        }
        for key, (name, example) in names.items():
            line = self._line(
                self._settings.hotkeys.get(key, ""),  # type: ignore[call-overload]
                partial(self._set_hotkey, key),
            )
            line.setPlaceholderText(tr("none; for example {keys}", keys=example))
            self._row(column, name, line)

    def _set_hotkey(self, key: str, text: str) -> None:
        self._change(**{f"hotkeys__{key}": text.lower().replace(" ", "") or None})

    def _team(self, column: QVBoxLayout) -> None:
        words = tr("Without a team nothing of your calls leaves this machine.")
        column.addWidget(self._hint(words))
        self.agent = self._line(self._settings.agent or "", lambda text: self._change(agent=text or None))
        self._row(column, tr("Your name on your calls"), self.agent, tr("Without one it is your login name."))
        self.team = self._line(self._settings.team or "", lambda text: self._change(team=text or None))
        self.team.setPlaceholderText(tr("postgresql://you@host/database"))
        hint = tr(
            "Your team’s database. “call-assist team join” asks for your password; it never goes in here."
        )
        self._row(column, tr("Team"), self.team, hint)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))
