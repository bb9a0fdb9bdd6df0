"""What a playbook's own cues notice, in a turn and in a silence."""

from __future__ import annotations

from assist.coach.conditions import answered, fits, in_time, says_or_answers
from assist.coach.playbook import Playbook
from assist.coach.state import CoachState
from assist.events import Moment, Utterance

_A_FEW = 9
_BY_SOUND = 0.7


def own_cues(
    playbook: Playbook, state: CoachState, utterance: Utterance, *, understood: bool = False
) -> list[Moment]:
    """What the playbook's own cues notice in an utterance; the most certain first. Those with an `unless` wait until
    it is `understood`."""
    cues = playbook.cues_of[utterance.channel, understood]
    if not cues:
        return []
    said = playbook.own_words.find(utterance.text, utterance.channel)
    sound = state.sound
    found = []
    for cue in cues:
        if (
            (not cue.has_words or cue.id in said)
            and not says_or_answers(state, cue.unless, utterance.id, turns=1)
            and (cue.overtalk is None or sound.overtalk >= cue.overtalk)
            and (cue.louder is None or sound.louder >= cue.louder)
            and (cue.faster is None or sound.faster >= cue.faster)
            and in_time(state, cue)
            and fits(state, cue)
            and (not cue.answers or answered(state, cue.answers, turns=1))
        ):
            words = said[cue.id].words if cue.has_words else " ".join(utterance.text.split()[:_A_FEW])
            sure = said[cue.id].confidence if cue.has_words else _BY_SOUND if cue.by_sound else 1.0
            found.append(Moment(state.now, cue.id, utterance.channel, utterance.id, words, sure))
    return playbook.gravest_first(sorted(found, key=lambda moment: -moment.confidence))


def quiet_cues(playbook: Playbook, state: CoachState) -> list[Moment]:
    """What they notice in a silence, each once in it."""
    if not (playbook.quiet_cues and state.sound.turns):
        return []
    channel = state.sound.turns[-1][0]
    return [
        Moment(state.now, cue.id, channel, state.last_utterance, "", _BY_SOUND)
        for cue, silence in playbook.quiet_cues
        if cue.speaker in (None, channel)
        and state.now - state.sound.spoken_until >= silence
        and (state.last_utterance, cue.id) not in state.own
        and in_time(state, cue)
        and fits(state, cue)
    ]
