"""How the playbook was kept, step by step, each with its evidence."""

from __future__ import annotations

from assist.events import Warning
from assist.review.adherence import VERDICTS, Judgement, Verdict, explained
from assist.review.archive import ReviewedCall
from assist.review.speakers import reviewed_by
from assist.wording import clock, heard
from ui.review.cited import Cited, CitedPage
from ui.theme import Theme
from ui.words import tr

_SIGNS: dict[Verdict, tuple[str, str]] = {
    "done": ("tick", "accent"),
    "late": ("promise", "warning"),
    "missed": ("close", "warning"),
    "not_applicable": ("dash", "muted"),
}


class StepsPage(CitedPage):
    """One statement a step, above them how many were kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Steps"))

    def show_call(self, reviewed: ReviewedCall) -> None:
        self.empty()
        judged = reviewed.judgements
        if not judged:
            self.add_words(tr("This call was run without a playbook."))
            return
        due = [one for one in judged if one.verdict != "not_applicable"]
        kept = sum(one.verdict in ("done", "late") for one in due)
        late = sum(one.verdict == "late" for one in due)
        words = tr("{kept} of {due} steps kept", kept=kept, due=len(due))
        self.add_heading((f"{words}, {tr('{count} late', count=late)}" if late else words).upper())
        for one in judged:
            self.add(self._statement(one, reviewed))
        warnings = reviewed.call.warnings
        if warnings:
            self.add_heading(tr("WARNINGS"))
            for warning in warnings:
                self.add(self._warned(warning, reviewed))

    def _statement(self, one: Judgement, reviewed: ReviewedCall) -> Cited:
        icon, colour = _SIGNS[one.verdict]
        evidence = explained(one, reviewed.call.utterance, reviewed_by(tr))
        verdict = tr(VERDICTS[one.verdict])
        return Cited(
            self._theme,
            one.headline,
            f"{verdict}: {evidence}" if evidence else verdict,
            [reason.utterance for reason in one.because],
            icon,
            colour,
            clock(one.at) if one.at is not None else "",
        )

    def _warned(self, warning: Warning, reviewed: ReviewedCall) -> Cited:
        """What the agent said, and what to say instead."""
        said = [heard(one, reviewed.call.utterance, reviewed_by(tr)) for one in warning.because[:1]]
        return Cited(
            self._theme,
            warning.headline,
            "\n".join([*said, tr("say instead: {line}", line=warning.repair)]),
            [reason.utterance for reason in warning.because],
            "warning",
            "warning",
            clock(warning.at),
        )
