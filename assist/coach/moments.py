"""What kind of thing was said: the moments of a call, found as it is spoken."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assist.coach.context import Heard, before
from assist.coach.ear import Ear
from assist.coach.floor import DEAD_AIR, END_OF_VENT, KIND, Turn, interruption, is_dead_air
from assist.coach.learned import bundled_weights
from assist.coach.meaning import Sentences
from assist.coach.network import NETWORK_WEIGHS
from assist.coach.pattern import Match
from assist.coach.phrasebook import Found, Phrasebook, bundled_phrasebook, guarded
from assist.coach.summary import told
from assist.coach.tokens import Spoken
from assist.coach.upset import AT_EASE, SAYS_UPSET
from assist.coach.venting import VentingRun
from assist.events import Channel, Moment, Utterance

_CLIENT = (
    "client_upset client_venting client_done_venting client_abusive client_states_want client_confirms "
    "client_rejects client_corrects client_thanks"
).split()
_AGENT = (
    "agent_greeted agent_acknowledged agent_empathized agent_summarized_back agent_asked_clarifying "
    "agent_apologized agent_asked_want agent_stated_limit agent_offered_option agent_gave_goal_date "
    "agent_promised_follow_up agent_gave_contact agent_offered_meeting agent_read_back agent_asked_if_right "
    "agent_thanked agent_set_boundary agent_offered_break"
).split()
UNWANTED = frozenset(
    (
        "agent_interrupted agent_told_calm_down agent_minimized agent_deflected agent_defended "
        "agent_blamed_client agent_conditional_apology agent_overpromised agent_rushed_solution "
        "agent_backchannel_only agent_left_dead_air"
    ).split()
)
"""The moments that make things worse."""
_IN_WORDS = frozenset(("agent_told_calm_down", "agent_conditional_apology", "agent_overpromised"))
"""Those of them that lie in the words alone and, denied, are none. The others are in how a thing is put: "I'm not
saying you did it" is a slight itself."""

_WHOSE: dict[str, Channel] = dict.fromkeys(_CLIENT, "client")
_WHOSE |= dict.fromkeys((*_AGENT, *sorted(UNWANTED)), "agent")
MOMENTS: Mapping[str, Channel] = MappingProxyType(_WHOSE)
"""Every moment and whose it is."""

NAMES: Mapping[Channel, frozenset[str]] = {
    "agent": frozenset((*_AGENT, *UNWANTED, "announced_pause", "handed_back")),
    "client": frozenset((*_CLIENT, "handover", "unfinished", "own_pause", AT_EASE, SAYS_UPSET)),
}
_PLANS = ("agent_offered_option", "agent_promised_follow_up", "agent_overpromised", "agent_gave_goal_date")
_SAID = 0.95
_QUESTIONS = ("agent_asked_want", "agent_asked_if_right")
"""Kinds of questions that are none for something new."""
_FIRST = ("client_abusive", "client_venting")
_UPSET_LASTS = 120.0
_REMEMBERED = 24
_A_FEW = 9
_LONGEST_BACKCHANNEL = 8
_A_WORD_OR_TWO = 3
_ENOUGH_SIGNS = 2
_JUST_AFTER = 0.01  # a sum of floats may fall short of its parts


class MomentDetector:
    """Hears one call, utterance after utterance in the order in which they became final, and tells its moments.
    Keeps the call's history; the same calls give the same moments. `sentences`: a sentence model that has a vote."""

    def __init__(self, phrasebook: Phrasebook | None = None, sentences: Sentences | None = None) -> None:
        self._phrasebook = phrasebook or bundled_phrasebook()
        self._weights = bundled_weights()
        self._ear = Ear(sentences)
        self._turns: list[Turn] = []
        self._lately: list[Heard] = []
        """The same turns as the weights see them."""
        self._end = 0.0
        self._run = VentingRun()
        self._upset_at: float | None = None
        self._heard: dict[str, int] = {}
        self._interrupted: set[int] = set()
        self._after_vent: int | None = None
        """After a vent that ended in silence: the bare signs of listening that the agent has given."""
        self._quiet_told = False

    def hear(self, utterance: Utterance) -> list[Moment]:
        """The moments that this utterance makes known; those of a silence before it come first."""
        turn = self._read(utterance)
        agent = utterance.channel == "agent"
        # a client who talks on is not yet known to, so the silence before a "mm-hm" or "oh no" may be none
        quiet = utterance.start > self._end and not (agent and _listens(turn))
        moments = self._pause(utterance.start, utterance.at) if quiet else []
        ended = self._vent_ended_by(turn) if agent else []
        found = self._agent(turn) if agent else self._client(turn)
        self._turns = [*self._turns[1 - _REMEMBERED :], turn]
        moments_of = frozenset(turn.kinds) & MOMENTS.keys()
        self._lately = [*self._lately[1 - _REMEMBERED :], Heard(utterance.channel, turn.spoken, moments_of)]
        self._end = max(self._end, utterance.end)
        self._quiet_told = False
        moments += [self._moment(one, turn, utterance.at) for one in found]
        moments += (
            ended  # after what the agent said, which may be the very summary that a vent's end asks for
        )
        moments += self._floor_taken(turn)
        for moment in moments:
            self._heard[moment.moment] = self._heard.get(moment.moment, 0) + 1
        return moments

    @property
    def vent_over_at(self) -> float | None:
        """When silence from the last utterance's end on will have ended a vent; None where nobody vents."""
        return self._end + END_OF_VENT + _JUST_AFTER if self._run.venting else None

    def silence(self, at: float) -> list[Moment]:
        """The moments of a silence that has lasted from the last utterance's end until `at`. To be called
        only while nobody is speaking; calling it often changes nothing."""
        moments = self._pause(at, at)
        for moment in moments:
            self._heard[moment.moment] = self._heard.get(moment.moment, 0) + 1
        return moments

    def _read(self, utterance: Utterance) -> Turn:
        spoken = self._phrasebook.read(utterance.text)
        agent = utterance.channel == "agent"
        upset = self._upset_at is not None and utterance.start - self._upset_at <= _UPSET_LASTS
        # an explanation after the position was summarized is no longer a defence
        summarized = agent and "agent_summarized_back" in self._heard
        found, barred = self._phrasebook.search(
            spoken,
            NAMES[utterance.channel],
            upset=upset and not summarized,
            answers=() if agent else self._just_said("agent"),
        )
        # phrases are evidence for a moment, which the weights judge with all the rest; signals are phrases alone
        phrases = [one for one in found if one.name in MOMENTS]
        heard = before(utterance.channel, self._lately, self._heard)
        odds = self._ear.hear(utterance.channel, spoken).odds
        lean = {name: value * NETWORK_WEIGHS for name, value in odds.items()}
        learned = self._weights.find(spoken, utterance.channel, heard, phrases, lean)
        kinds = {one.name: one for one in found if one.name not in MOMENTS}
        kinds |= {
            one.name: one
            for one in learned
            if not (any(_near(one, bar) for bar in barred.get(one.name, ())) or _vetoed(spoken, one))
        }
        # only a plan can be read back; before there is one, the client's story is summed up
        planned = any(name in self._heard for name in _PLANS)
        if not planned and "agent_read_back" not in {one.name for one in phrases}:
            kinds.pop("agent_read_back", None)
        # what was agreed and is read back is no summary of what the client told, and no question is one
        if "agent_read_back" in kinds or next(told(spoken), None) is None:
            kinds.pop("agent_summarized_back", None)
        if not self._turns and "agent_greeted" in kinds:  # a greeting slights nobody
            kinds = {name: one for name, one in kinds.items() if name not in UNWANTED}
        # there is nothing yet to be heard out, it has been, or the client asks for just that
        unheard = agent and self._latest("client") is None
        if unheard or summarized:
            kinds.pop("agent_defended", None)
        if unheard or "client_states_want" in self._just_said("client"):
            kinds.pop("agent_rushed_solution", None)
        if all(one.utterance.channel == "client" for one in self._turns):  # nothing to answer yet
            for name in ("client_confirms", "client_rejects", "client_corrects"):
                kinds.pop(name, None)
        asks = kinds.get("agent_asked_clarifying")
        if asks and any(_one_question(spoken, asks, kinds[name]) for name in _QUESTIONS if name in kinds):
            del kinds["agent_asked_clarifying"]
        # a sign of listening is one whatever stops are written in it: "Oh. I see."
        flat = " ".join(token.word for token in spoken.tokens[: _LONGEST_BACKCHANNEL + 1])
        if said := kinds.get(SAYS_UPSET):  # whatever stands beside it
            kinds["client_upset"] = dataclasses.replace(said, name="client_upset", confidence=_SAID)
        elif AT_EASE in kinds:
            kinds.pop("client_upset", None)
        if len(spoken.tokens) <= _A_WORD_OR_TWO and "client_upset" not in {one.name for one in phrases}:
            kinds.pop("client_upset", None)  # "great" may be meant either way
        backchannel = len(spoken.tokens) <= _LONGEST_BACKCHANNEL and self._phrasebook.says(
            self._phrasebook.read(flat), "backchannel"
        )
        if backchannel and "client_confirms" not in {one.name for one in phrases}:
            kinds.pop("client_confirms", None)  # a bare yes confirms only what was asked
        return Turn(utterance, spoken, kinds, backchannel, odds)

    def _just_said(self, channel: Channel) -> set[str]:
        """The kinds in the channel's talk that the other is answering now."""
        said: set[str] = set()
        for turn in reversed(self._turns):
            if turn.utterance.channel != channel and not turn.backchannel:
                break
            if turn.utterance.channel == channel:
                said |= turn.kinds.keys()
        return said

    def _vent_ended_by(self, turn: Turn) -> list[Moment]:
        """An agent who says more than "mm-hm" has the floor, unless they only cut in or made it worse."""
        if _listens(turn):
            return []
        client = self._latest("client")
        gives_back = "handed_back" in turn.kinds or not UNWANTED.isdisjoint(turn.kinds)
        if (
            client is not None
            and self._run.venting
            and (gives_back or interruption(turn, client) is not None)
        ):
            return []
        if not self._run.stop() or client is None:
            return []
        return [self._moment(_ending("client_done_venting", client, 0.7), client, turn.utterance.at)]

    def _agent(self, turn: Turn) -> list[Found]:
        kinds = turn.kinds
        if turn.backchannel:
            self._run.signs += 1
            if self._after_vent is not None:
                self._after_vent += 1
                if self._after_vent == _ENOUGH_SIGNS:
                    return [_whole("agent_backchannel_only", turn, 0.6)]
            return []
        self._after_vent = None
        if "agent_summarized_back" in self._heard:
            kinds.pop("agent_rushed_solution", None)
        if conditional := kinds.get("agent_conditional_apology"):
            for name in ("agent_apologized", "agent_empathized"):
                if name in kinds and _near(kinds[name], conditional):
                    del kinds[name]
        return _said(turn)

    def _client(self, turn: Turn) -> list[Found]:
        kinds = turn.kinds
        if turn.backchannel:
            return [kinds["client_confirms"]] if "client_confirms" in kinds else []
        # no yes is a no; "yes, and the rent" is both a yes and a correction
        no, yes = kinds.get("client_rejects"), kinds.get("client_confirms")
        if no and yes:
            del kinds["client_rejects" if yes.confidence > no.confidence else "client_confirms"]
        if "client_upset" in kinds:
            self._upset_at = turn.utterance.end
        before = next((one for one in reversed(self._turns) if not _listens(one)), None)
        goes_on = before is not None and before.utterance.channel == "client"
        vented, sure = self._run.venting, self._run.hear_client(turn, goes_on)
        asked = kinds.get("handover")
        if vented and asked and asked.last >= turn.length - 2:
            self._run.stop()
            kinds["client_done_venting"] = dataclasses.replace(
                asked, name="client_done_venting", confidence=0.75
            )
            self._after_vent = self._signs_given
        elif sure:
            said = kinds.get("client_upset") or _ending("client_upset", turn, sure)
            kinds["client_venting"] = dataclasses.replace(said, name="client_venting", confidence=sure)
        return _said(turn)

    def _pause(self, until: float, at: float) -> list[Moment]:
        """What a silence from the last utterance's end says."""
        if not self._turns:
            return []
        last = self._turns[-1]
        quiet = until - self._end
        moments = []
        client = self._latest("client")
        if client is not None and quiet >= END_OF_VENT and self._run.stop():
            moments.append(self._moment(_ending("client_done_venting", client, 0.8), client, at))
            self._after_vent = self._signs_given
        if not self._quiet_told and is_dead_air(last, self._latest("agent"), quiet):
            self._quiet_told = True
            confidence = min(0.95, 0.6 + 0.05 * (quiet - DEAD_AIR))
            moments.append(self._moment(_whole("agent_left_dead_air", last, round(confidence, 2)), last, at))
        return moments

    @property
    def _signs_given(self) -> int:
        """So many of the signs that are too few for an answer: two after a vent, or one where "mm-hm" was all they had
        heard during it."""
        return int(self._run.ended_after_signs >= _ENOUGH_SIGNS)

    def _floor_taken(self, turn: Turn) -> list[Moment]:
        """An interruption becomes known with the later of the two utterances that overlap."""
        moments = []
        for other in self._turns[:-1]:
            if other.utterance.end <= turn.utterance.start:  # most are long over
                continue
            agent, client = (turn, other) if turn.utterance.channel == "agent" else (other, turn)
            if agent.utterance.channel == client.utterance.channel or agent.utterance.id in self._interrupted:
                continue
            sure = interruption(agent, client)
            if sure is not None:
                self._interrupted.add(agent.utterance.id)
                moments.append(
                    self._moment(_whole("agent_interrupted", agent, sure), agent, turn.utterance.at)
                )
        return moments

    def _latest(self, channel: Channel) -> Turn | None:
        """The channel's latest turn that was more than a backchannel."""
        return next(
            (t for t in reversed(self._turns) if t.utterance.channel == channel and not t.backchannel), None
        )

    def _moment(self, found: Found, turn: Turn, at: float) -> Moment:
        return Moment(at, found.name, MOMENTS[found.name], turn.utterance.id, found.words, found.confidence)


def read_ahead(turns: Sequence[tuple[Channel, Spoken]]) -> None:
    """Look for phrases in these turns, wherever in a call they stand, before anybody hears them, who then hears them
    sooner: many turns one after another take less time than each between other things."""
    for channel, spoken in turns:
        bundled_phrasebook().matches(spoken.items, NAMES[channel])


def _said(turn: Turn) -> list[Found]:
    """The turn's moments (its signals are none) in the order of their words, but first what rules the rest."""
    found = (one for name, one in turn.kinds.items() if name in MOMENTS)
    return sorted(found, key=lambda one: (one.name not in _FIRST, one.first, one.last, one.name))


def _listens(turn: Turn) -> bool:
    """Whether the agent only shows that they listen: "mm-hm", "oh no", "mm, I'm so sorry"."""
    if turn.backchannel:
        return True
    if turn.utterance.channel == "client" or turn.spoken.line.endswith("? "):
        return False
    return turn.length <= _A_WORD_OR_TWO + 1 and turn.kinds.keys() & MOMENTS.keys() <= KIND


def _says_not_to(spoken: Spoken, found: Found) -> bool:
    """ "I'm not going to tell you to calm down"."""
    words = [token.word for token in spoken.tokens[: found.last + 1]]
    return any(
        word in _TELLS and not _NOT.isdisjoint(words[max(at - _NEAR_BY, 0) : at])
        for at, word in enumerate(words)
    )


_TELLS = frozenset("tell telling ask asking say saying".split())
_NOT = frozenset(("not", "never"))
_NEAR_BY = 3  # words


def _vetoed(spoken: Spoken, found: Found) -> bool:
    """Quoted words are nobody's moment; of a warning's none may be, nor may what lies in the words alone be denied or
    somebody else's."""
    if found.name in UNWANTED:
        quoted = any(map(spoken.quoted, range(found.first, found.last + 1)))
        if quoted or found.name not in _IN_WORDS:
            return quoted
        return guarded(spoken, Match(found.first, found.last)) or _says_not_to(spoken, found)
    return spoken.quoted(found.first)


def _one_question(spoken: Spoken, asks: Found, other: Found) -> bool:
    """Whether both stand in one sentence, and the other is at least as sure."""
    start, end = sorted((spoken.starts[asks.first], spoken.starts[other.last]))
    return other.confidence >= asks.confidence and not {"|", "?"} & set(spoken.line[start:end])


def _whole(name: str, turn: Turn, confidence: float) -> Found:
    """A moment that stands in no phrase: the turn's first words stand for it."""
    last = min(turn.length, _A_FEW) - 1
    return Found(
        name, turn.spoken.words(0, last) if last >= 0 else turn.utterance.text, confidence, 0, max(last, 0)
    )


def _ending(name: str, turn: Turn, confidence: float) -> Found:
    """The same with the turn's last words."""
    last = turn.length - 1
    first = max((at for at in turn.spoken.breaks if at <= last - 2), default=0)
    first = max(first, turn.length - _A_FEW)
    words = turn.spoken.words(first, last) if last >= 0 else turn.utterance.text
    return Found(name, words, confidence, first, max(last, 0))


def _near(one: Found, other: Found | Match, reach: int = 3) -> bool:
    return one.first - reach <= other.last and other.first - reach <= one.last
