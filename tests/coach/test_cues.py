"""A playbook's own cues: by words, by likeness to examples, and by the sound of the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.coach.playbook import Playbook, load_playbook
from assist.events import Channel, Event, Level, Moment, Tick, Utterance
from tests.coach.calls import Coached

STEPS = """
title = "Own"
[[step]]
id = "keep"
label = "Keep"
headline = "Keep this client"
done_when = ["agent_offered_option"]
source = "Ours"
[[card]]
id = "keep"
step = "keep"
headline = "They may leave: ask why"
say = "What would make you stay?"
detail = "Ask first."
source = "Ours"
cue = ["own"]
"""


def playbook(folder: Path, cue: str, card: str = "") -> Playbook:
    file = folder / "own.toml"
    file.write_text(f'{STEPS}{card}\n[[cue]]\nid = "own"\n{cue}\n', "utf-8")
    return load_playbook(str(file))


def said(
    text: str, at: float = 1.0, id: int = 1, channel: Channel = "client", seconds: float = 1.0
) -> Utterance:
    return Utterance(at, id, channel, at - seconds, at, text)


def shown(book: Playbook, *events: Event) -> list[str]:
    """The words for which the card came."""
    call = Coached().take(events, book)
    return [effect.because[0].words for effect in call.effects if effect.type == "prompt"]


PHRASES = """
speaker = "client"
phrases = ["(cancel|cancelling|end) .. (contract|subscription)", "waited # (days|weeks)", "leaving you"]
except_phrases = ["cancel .. old contract"]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Then I'll cancel the whole contract today.", "cancel the whole contract"),
        ("I've waited 3 weeks.", "waited 3 weeks"),
        ("I'm not cancelling the contract.", None),
        ('He said "cancel the contract" to me.', None),
        ("Did you cancel my old contract?", None),
        ("I cancel. The contract is with you.", None),
    ],
)
def test_own_phrases_count_at_once_but_not_negated_quoted_or_excepted(
    tmp_path: Path, text: str, words: str | None
) -> None:
    assert shown(playbook(tmp_path, PHRASES), said(text)) == ([words] if words else [])


def test_a_cue_hears_only_its_speaker(tmp_path: Path) -> None:
    book = playbook(tmp_path, PHRASES)
    assert shown(book, said("We are leaving you a card.", channel="agent")) == []
    assert shown(book, said("I am leaving you.")) == ["leaving you"]


EXAMPLES = """
speaker = "client"
examples = ["I'll take my business somewhere else", "my neighbour pays half of what I pay"]
except_examples = ["I take my business very seriously"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("i will just take my business somewhere else", True),
        ("So, you know what, I'm taking my business somewhere else, thank you very much.", True),
        ("My neighbours are paying half of what I am paying!", True),
        ("I won't take my business somewhere else", False),
        ("I take my business very seriously", False),
        ("My neighbour is away.", False),
        ("I'd like to pay half now and half in May.", False),
    ],
)
def test_what_is_like_an_example_counts_at_once(tmp_path: Path, text: str, found: bool) -> None:
    assert bool(shown(playbook(tmp_path, EXAMPLES), said(text))) == found


def test_a_cue_with_a_moments_name_adds_to_it_and_is_told_to_all(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        f'{STEPS.replace("own", "client_upset")}\n[[cue]]\nid = "client_upset"\nexamples = ["I am proper vexed"]\n',
        "utf-8",
    )
    call = Coached().take([said("Listen, I am proper vexed about it.")], load_playbook(str(file)))
    [moment] = [effect for effect in call.effects if isinstance(effect, Moment)]
    assert (moment.moment, moment.speaker, moment.words) == ("client_upset", "client", "I am proper vexed")
    assert call.prompts == ["They may leave: ask why"] and call.state.upset.maybe
    again = len(call.effects)
    call.take([Moment(1.0, "client_upset", "client", 1, "vexed", 0.9)], load_playbook(str(file)))
    assert len(call.effects) == again  # the same moment of the same utterance counts once


def test_a_silence_is_noticed_once_and_only_while_nobody_speaks(tmp_path: Path) -> None:
    book = playbook(tmp_path, "silence = 4", "once = false\ncool_down = 1")
    heard = said("Well.", at=10.0)
    assert shown(book, heard, *(Tick(float(at), quiet=False) for at in range(11, 30))) == []
    assert shown(book, heard, *(Tick(float(at), quiet=True) for at in range(11, 14))) == []
    assert len(shown(book, heard, *(Tick(float(at), quiet=True) for at in range(11, 40)))) == 1


def test_overtalk_is_the_time_in_which_both_spoke(tmp_path: Path) -> None:
    book = playbook(tmp_path, 'speaker = "agent"\novertalk = 1.5')
    client = said("I waited for you the whole day.", at=10.0, seconds=6)
    assert shown(book, client, said("No but listen to me", 10.4, 2, "agent", 2.0)) == ["No but listen to me"]
    assert shown(book, client, said("No but listen to me", 11.4, 2, "agent", 2.0)) == []


def levels(value: float, start: float, end: float) -> list[Event]:
    return [Level(start + at / 10, "client", value) for at in range(round((end - start) * 10))]


def test_louder_is_louder_than_this_speaker_usually_is(tmp_path: Path) -> None:
    book = playbook(tmp_path, 'speaker = "client"\nlouder = 0.1')
    usual, silent = levels(0.6, 0, 20), levels(0.05, 20, 30)
    louder, same = levels(0.8, 30, 33), levels(0.62, 30, 33)
    assert shown(book, *usual, *silent, *louder, said("Do you hear me now?", 33.0)) == ["Do you hear me now?"]
    assert shown(book, *usual, *silent, *same, said("Do you hear me now?", 33.0)) == []
    assert shown(book, *levels(0.9, 0, 3), said("Always loud.", 3.0)) == []


def test_faster_is_faster_than_this_speaker_usually_is(tmp_path: Path) -> None:
    book = playbook(tmp_path, 'speaker = "client"\nfaster = 1.5')
    calm = [
        said("one two three four five six seven eight nine ten", 10.0 * n, n, seconds=4) for n in range(1, 6)
    ]
    words = "one two three four five six seven eight"
    assert len(shown(book, *calm, said(words, 60.0, 9, seconds=1.5))) == 1
    assert shown(book, *calm, said(words, 60.0, 9, seconds=3.2)) == []


@pytest.mark.parametrize(("at", "came"), [(5.0, False), (15.0, True), (25.0, False)])
def test_a_card_may_have_a_window_of_the_call(tmp_path: Path, at: float, came: bool) -> None:
    book = playbook(tmp_path, PHRASES, "earliest = 10\nlatest = 20")
    assert bool(shown(book, said("I am leaving you.", at))) == came


def test_once_is_once_and_a_phase_stands_between_steps(tmp_path: Path) -> None:
    leaving = [said("I am leaving you.", 100.0 * n, n) for n in range(1, 5)]
    assert len(shown(playbook(tmp_path, PHRASES), *leaving)) == 4
    assert len(shown(playbook(tmp_path, PHRASES, "once = true"), *leaving)) == 1
    after = playbook(tmp_path, PHRASES, 'requires = ["agent_greeted"]\nforbids = ["client_thanks"]')
    greeted = Moment(150.0, "agent_greeted", "agent", 1, "hello", 0.9)
    thanked = Moment(350.0, "client_thanks", "client", 3, "thanks", 0.9)
    assert len(shown(after, leaving[0], greeted, leaving[1], leaving[2], thanked, leaving[3])) == 2


def heard(moment: str, id: int, at: float) -> Moment:
    return Moment(at, moment, "agent" if moment.startswith("agent") else "client", id, "words", 0.9)


@pytest.mark.parametrize(
    ("asked", "told", "came"),
    [
        (["agent_asked_want"], [], True),
        (["agent_asked_want"], ["client_thanks"], True),
        (["agent_asked_want"], ["client_thanks", "client_rejects"], False),
        ([], [], False),
    ],
)
def test_any_answer_to_a_question_may_be_a_cue_unless_it_holds_something_else(
    tmp_path: Path, asked: list[str], told: list[str], came: bool
) -> None:
    cue = 'speaker = "client"\nanswers = ["agent_asked_want"]\nunless = ["client_rejects"]'
    book = playbook(tmp_path, cue)
    question = said("What would you like us to do?", 3.0, 1, "agent")
    answer = said("The old one back.", 5.0, 2)
    events = [
        question,
        *(heard(name, 1, 3.0) for name in asked),
        answer,
        *(heard(name, 2, 5.0) for name in told),
    ]
    assert shown(book, *events) == (["The old one back."] if came else [])


def test_of_all_that_a_turn_says_the_weightiest_card_comes_alone(tmp_path: Path) -> None:
    other = STEPS.partition("[[card]]")[2].replace('"keep"', '"more"', 1).replace("They may", "They will")
    card = f'priority = 60\ndone_when = ["client_thanks"]\n[[card]]{other}forbids = ["client_upset"]'
    book = playbook(tmp_path, PHRASES, card)
    turn = said("I am leaving you.", 5.0)
    thanked = Coached().take([turn, heard("client_thanks", 1, 5.0)], book)
    upset = Coached().take([turn, heard("client_upset", 1, 5.0)], book)
    assert Coached().take([turn], book).prompts == ["They may leave: ask why"]
    assert thanked.prompts == ["They will leave: ask why"]
    assert upset.prompts == ["They may leave: ask why"]


def test_of_conditions_with_an_or_between_them_one_is_enough(tmp_path: Path) -> None:
    book = playbook(tmp_path, f'{PHRASES}requires = ["keep or client_upset"]')
    turn = said("I am leaving you.", 5.0, 3)
    assert shown(book, turn) == []
    assert shown(book, heard("client_upset", 1, 2.0), turn) == ["leaving you"]
