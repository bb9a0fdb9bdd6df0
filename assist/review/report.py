"""A call as one page to be given away: an HTML file that needs nothing else, runs nothing, and prints well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape

from assist.events import CHANNELS, Because
from assist.note.export.document import REDACTED
from assist.note.redact import redactor
from assist.note.text import HEADINGS, day, entries_of, remark, subject_of
from assist.review.adherence import VERDICTS, explained
from assist.review.archive import ReviewedCall
from assist.review.call_time import when
from assist.review.said import is_unwanted, said_short
from assist.review.speakers import SPEAKERS, as_reviewed
from assist.wording import clock, heard

_WIDTH, _LEFT = 1000, 70
_LANES = {"agent": 34, "client": 70}
_LANE = 24
_LETTER = 6
"""About as wide is a letter of the picture."""
_SEAM = "\N{LINE SEPARATOR}"
"""Nobody says it, and a sentence begins after it as after a space."""

_STYLE = """
:root{--ground:#f6f5f2;--card:#fff;--ink:#1d1c1a;--muted:#65625a;--line:#e2dfd8;--accent:#0b6e66;--warning:#9a3b12;
--caller:#edeae3;--you:#dff0ed;--edge:#8a867c;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ground:#1b1c1e;--card:#242629;--ink:#f0eeea;--muted:#a9a69e;--line:#34363a;
--accent:#5cc8bc;--warning:#f2a679;--caller:#2b2d30;--you:#1e3432;--edge:#7e7b75}}
*{box-sizing:border-box}body{font:15px/1.5 Inter,system-ui,sans-serif;color:var(--ink);background:var(--ground);
max-width:1080px;margin:0 auto;padding:28px 20px}h1{font-size:22px;line-height:1.3;margin:0 0 4px}
h2{font-size:12px;letter-spacing:.03em;text-transform:uppercase;color:var(--muted);margin:22px 0 6px}
p{margin:4px 0}.muted{color:var(--muted)}.small{font-size:12px}.warn{color:var(--warning)}a{color:var(--accent);
text-decoration:none}a:hover{text-decoration:underline}.redacted{border-left:3px solid var(--warning);padding-left:10px}
.tag{display:inline-block;background:var(--caller);border-radius:5px;padding:1px 7px;font-size:12px;margin-right:5px}
.page{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:32px;align-items:start}
.lanes{overflow-x:auto}svg{width:100%;min-width:700px;height:auto;margin:14px 0 4px}
svg text{font:11px Inter,system-ui,sans-serif;fill:var(--muted)}
.turn{display:grid;grid-template-columns:64px 1fr;gap:8px;margin:8px 0;scroll-margin-top:30vh}
.who b{font-size:13px;display:block}.said{border-radius:8px;padding:6px 12px;background:var(--caller)}
.agent .said{background:var(--you)}.agent .who b{color:var(--accent)}.turn:target .said{outline:2px solid var(--accent)}
.below{grid-column:2;font-size:12px;color:var(--muted);padding-left:12px}ul{list-style:none;margin:0;padding:0}
li{margin:5px 0}.sign{display:inline-block;width:1.4em;font-weight:600}
@media(max-width:760px){.page{display:block}}
@media print{body{background:#fff;padding:0}.page{display:block}svg{min-width:0}.turn{break-inside:avoid}}
"""


def report(reviewed: ReviewedCall, redacted: bool = False) -> str:
    """The page. `redacted`: what points at a person is taken out, in the note and in every word."""
    page = _Page(reviewed, redacted)
    title = escape(page.title)
    body = [
        f"<h1>{title}</h1>",
        f'<p class="muted">{escape(page.about)}</p>',
        *([f'<p class="redacted">{escape(REDACTED)}</p>'] if redacted else []),
        *page.tags(),
        page.picture(),
        '<div class="page"><main>',
        "<h2>What was said</h2>",
        *page.turns(),
        "</main><aside>",
        *page.note(),
        *page.steps(),
        *page.warnings(),
        *page.talk(),
        *page.remarks(),
        "</aside></div>",
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


class _Page:
    """The parts of the page; every word of the call goes through `clean` and is escaped."""

    def __init__(self, reviewed: ReviewedCall, redacted: bool) -> None:
        self._reviewed = reviewed
        self._call = call = reviewed.call
        self._redacted = redacted
        self._clean: Callable[[str], str] = str
        if redacted:
            self._clean = redactor(call.note.fields if call.note else None)

    def _person(self, name: str) -> str:
        return "[name]" if self._redacted and name else name

    def _words(self, text: str) -> str:
        return escape(self._clean(text))

    def _quoted(self, reason: Because) -> Because:
        """A reason whose words are clean where they stand: the capital that begins their sentence is no name."""
        said = self._call.utterance(reason.utterance)
        before, found, _after = (said.text if said is not None else "").partition(reason.words)
        clean = self._clean(f"{before if found else 'so'}{_SEAM}{reason.words}")
        return replace(reason, words=clean.partition(_SEAM)[2])

    @property
    def title(self) -> str:
        subject = subject_of(self._call.note.fields) if self._call.note else ""
        return self._clean(subject) if subject else f"Call of {self._when}"

    @property
    def _when(self) -> str:
        return when(self._call.stored.started)

    @property
    def about(self) -> str:
        stored = self._call.stored
        parts = (self._when, self._person(stored.agent), clock(self._call.seconds), stored.disposition or "")
        return " · ".join(part for part in parts if part)

    def tags(self) -> Iterator[str]:
        found = [one.text for one in self._reviewed.remarks if one.kind == "tag"]
        if found:
            tags = "".join(f'<span class="tag">{self._words(tag)}</span>' for tag in dict.fromkeys(found))
            yield f"<p>{tags}</p>"

    # --- the timeline ---------------------------------------------------------------------------------

    def _x(self, seconds: float) -> float:
        return round(_LEFT + seconds / max(self._call.seconds, 1) * (_WIDTH - _LEFT - 10), 1)

    def picture(self) -> str:
        call, figures = self._call, self._reviewed.talk
        parts = [
            f'<svg viewBox="0 0 {_WIDTH} 124" role="img" aria-label="Who spoke when">',
            *(
                f'<text x="2" y="{top + 16}" font-weight="600">{SPEAKERS[channel]}</text>'
                for channel, top in zip(CHANNELS, _LANES.values(), strict=True)
            ),
        ]
        for start, end in figures.silences:
            dead = (start, end) in figures.dead_air
            colour = "var(--warning)" if dead else "var(--line)"
            parts.append(
                f'<rect x="{self._x(start)}" y="34" width="{self._x(end) - self._x(start):.1f}" height="60" '
                f'fill="{colour}" opacity="{0.25 if dead else 0.7}"><title>{end - start:.0f} s of silence</title>'
                "</rect>"
            )
        for said in call.utterances:
            colour = "var(--accent)" if said.channel == "agent" else "var(--edge)"
            width = max(self._x(said.end) - self._x(said.start), 1.5)
            parts.append(
                f'<a href="#u{said.id}"><rect x="{self._x(said.start)}" y="{_LANES[said.channel]}" '
                f'width="{width:.1f}" height="{_LANE}" rx="3" fill="{colour}"><title>{clock(said.start)} '
                f"{self._words(said.text)}</title></rect></a>"
            )
        for start, end in figures.overlaps:
            width = max(self._x(end) - self._x(start), 2)
            parts.append(
                f'<rect x="{self._x(start)}" y="60" width="{width:.1f}" height="8" fill="var(--warning)">'
                "<title>Both spoke</title></rect>"
            )
        for warning in call.warnings:
            x = self._x(warning.at)
            parts.append(
                f'<path d="M{x} 18l6 11h-12z" fill="var(--warning)"><title>{escape(warning.headline)}</title></path>'
            )
        for card in call.cards:
            colour = "var(--accent)" if card.kept else "var(--muted)"
            parts.append(
                f'<circle cx="{self._x(card.prompt.at)}" cy="24" r="4" fill="{colour}"><title>'
                f"{escape(card.prompt.headline)}</title></circle>"
            )
        for at, label in self._ticked():
            half = len(label) * _LETTER / 2
            x = min(max(self._x(at), half), _WIDTH - half)
            parts.append(f'<text x="{x}" y="10" text-anchor="middle">{escape(label)}</text>')
        step = next(one for one in (10, 30, 60, 120, 300, 600, 1800, 3600, 36000) if call.seconds / one <= 12)
        times = range(0, int(call.seconds) + 1, step)
        axis = [f'<text x="{self._x(at)}" y="114" text-anchor="middle">{clock(at)}</text>' for at in times]
        return f'<div class="lanes">{"".join([*parts, *axis, "</svg>"])}</div>'

    def _ticked(self) -> Iterator[tuple[float, str]]:
        """When steps were done, and which; those whose names would lie over one another are one label."""
        ticked = [(one.at, one.label) for one in self._reviewed.judgements if one.at is not None]
        done = sorted(ticked, key=lambda one: one[0])
        while done:
            (at, label), *done = done
            while done and self._x(done[0][0]) - self._x(at) < (len(label + done[0][1]) / 2 + 2) * _LETTER:
                label += f", {done.pop(0)[1]}"
            yield at, label

    # --- what was said --------------------------------------------------------------------------------

    def turns(self) -> Iterator[str]:
        comments: dict[int, list[str]] = {}
        for one in self._reviewed.remarks:
            if one.utterance is not None and one.kind in ("comment", "good_example"):
                words = one.text or "good example"
                comments.setdefault(one.utterance, []).append(
                    f"<b>{escape(self._person(one.author))}:</b> {self._words(words)}"
                )
        for said in self._call.utterances:
            kinds = [
                f'<span class="warn">{escape(said_short(moment.moment))}</span>'
                if is_unwanted(moment.moment)
                else escape(said_short(moment.moment))
                for moment in self._call.moments_of(said.id)
            ]
            warned = [
                f'<span class="warn">⚠ {escape(warning.headline)}</span>'
                for warning in self._call.warnings
                if any(reason.utterance == said.id for reason in warning.because)
            ]
            was = self._call.heard.get(said.id)
            put_right = (
                [f"was heard as: {self._words(was.text)}"]
                if was is not None and was.text != said.text
                else []
            )
            below = [
                " · ".join(kinds),
                *warned,
                *put_right,
                *comments.get(said.id, ()),
            ]
            told = "<br>".join(one for one in below if one)
            yield (
                f'<div class="turn {said.channel}" id="u{said.id}"><div class="who"><b>{SPEAKERS[said.channel]}</b>'
                f'<span class="muted small">{clock(said.start)}</span></div>'
                f'<div class="said">{self._words(said.text)}</div>'
                + (f'<div class="below">{told}</div>' if told else "")
                + "</div>"
            )

    # --- beside it ------------------------------------------------------------------------------------

    def _sources(self, utterances: Sequence[int]) -> str:
        said = [one for id in utterances if (one := self._call.utterance(id)) is not None]
        return "".join(f' <a class="small" href="#u{one.id}">{clock(one.start)}</a>' for one in said)

    def note(self) -> Iterator[str]:
        if self._call.note is None:
            yield '<h2>Note</h2><p class="muted">This call has no note.</p>'
            return
        settled = {one.text: one.state for one in self._reviewed.promises}
        for name, heading in HEADINGS.items():
            entries = entries_of(self._call.note.fields, name)
            if not entries:
                continue
            yield f"<h2>{escape(heading)}</h2><ul>"
            for entry in entries:
                beside = [remark(entry, as_reviewed)]
                if name == "plan" and entry.text in settled:
                    beside.append({"open": "open", "kept": "kept", "broken": "not kept"}[settled[entry.text]])
                if entry.generated is not None:
                    beside.append("changed by the agent")
                told = " · ".join(part for part in beside if part)
                yield (
                    f"<li>{self._words(entry.text)}{self._sources(entry.utterances)}"
                    + (f'<div class="muted small">{escape(told)}</div>' if told else "")
                    + "</li>"
                )
            yield "</ul>"

    def steps(self) -> Iterator[str]:
        if not self._reviewed.judgements:
            return
        yield "<h2>Steps</h2><ul>"
        signs = {"done": "✓", "late": "◷", "missed": "✗", "not_applicable": "–"}
        for one in self._reviewed.judgements:
            bad = " warn" if one.verdict in ("late", "missed") else ""
            quoted = replace(one, because=tuple(map(self._quoted, one.because)))
            evidence = explained(quoted, self._call.utterance, as_reviewed)
            told = ": ".join(part for part in (VERDICTS[one.verdict], evidence) if part)
            yield (
                f'<li><span class="sign{bad}">{signs[one.verdict]}</span>{escape(one.headline)}'
                f"{self._sources([reason.utterance for reason in one.because])}"
                f'<div class="muted small{bad}">{escape(told)}</div></li>'
            )
        yield "</ul>"

    def warnings(self) -> Iterator[str]:
        """Each with the words that brought it, and what to say instead."""
        if not self._call.warnings:
            return
        yield "<h2>Warnings</h2><ul>"
        for one in self._call.warnings:
            sources = self._sources([reason.utterance for reason in one.because])
            said = [
                heard(self._quoted(reason), self._call.utterance, as_reviewed) for reason in one.because[:1]
            ]
            told = [*said, f"say instead: {one.repair}"]
            yield (
                f'<li><span class="sign warn">⚠</span>{escape(one.headline)}{sources}'
                + "".join(f'<div class="muted small">{escape(line)}</div>' for line in told)
                + "</li>"
            )
        yield "</ul>"

    def talk(self) -> Iterator[str]:
        figures = self._reviewed.talk
        if figures.share is None:
            return
        yield "<h2>Talk</h2><ul>"
        yield f"<li>Agent {figures.share:.0%}, caller {1 - figures.share:.0%}</li>"
        if figures.pace is not None:
            yield f"<li>Agent’s pace: {figures.pace:.0f} words a minute</li>"
        yield f"<li>Interruptions: {len(figures.interruptions)}"
        yield f"{self._sources([one.utterance for one in figures.interruptions])}</li>"
        air = ", ".join(f"{end - start:.0f} s at {clock(start)}" for start, end in figures.dead_air)
        yield f"<li>Dead air: {air or 'none'}</li></ul>"

    def remarks(self) -> Iterator[str]:
        whole = [one for one in self._reviewed.remarks if one.utterance is None and one.kind != "tag"]
        if not whole:
            return
        yield "<h2>Remarks</h2><ul>"
        for one in whole:
            words = one.text or "Good example"
            about = f"{self._person(one.author)}, {day(one.written.date().isoformat())}"
            yield f'<li>{self._words(words)}<div class="muted small">{escape(about)}</div></li>'
        yield "</ul>"
