"""Test calls beside a playbook: what they may say, what failing looks like, and what a change would change."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from assist.cli import main
from assist.coach.comparison import HEARD, changes
from assist.coach.playbook import PLAYBOOKS, load_playbook
from assist.coach.testcall import failures, read_test_call
from assist.errors import InputError
from assist.session import Session, read
from assist.speech.transcript import quiet_in

PLAYBOOK = load_playbook("upset-client")
CALM_DOWN = """# Told to calm down
started 2026-11-19T16:00
client: This is the third time that nobody came, it is ridiculous, I am furious.
means client_upset
agent 20-21.5: You need to calm down.
means agent_told_calm_down
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "call.call"
    path.write_text(text, "utf-8")
    return path


def failing(folder: Path, text: str) -> list[str]:
    call = read_test_call(written(folder, text))
    events = list(read(Session(PLAYBOOK, call.started, quiet_in(call.utterances)), call.utterances))
    return [str(failure) for failure in failures(PLAYBOOK, call, events)]


def test_a_call_has_a_title_a_start_turns_with_times_and_labels(tmp_path: Path) -> None:
    call = read_test_call(written(tmp_path, CALM_DOWN))
    assert (call.title, call.started) == ("Told to calm down", datetime(2026, 11, 19, 16))
    assert [(turn.channel, turn.end) for turn in call.utterances] == [
        ("client", pytest.approx(5.6)),
        ("agent", 21.5),
    ]
    assert call.labels == {1: {"client_upset"}, 2: {"agent_told_calm_down"}}


def test_what_comes_as_expected_is_no_failure(tmp_path: Path) -> None:
    assert failing(tmp_path, CALM_DOWN + "expect warning calm_down by 22\nforbid step document done\n") == []


def test_of_two_that_would_do_one_is_enough_and_both_are_known(tmp_path: Path) -> None:
    assert failing(tmp_path, CALM_DOWN + "expect warning blamed or calm_down\n") == []
    assert len(failing(tmp_path, CALM_DOWN + "forbid warning blamed or calm_down\n")) == 1
    with pytest.raises(InputError, match="no warning “calm_dawn”"):
        failing(tmp_path, CALM_DOWN + "expect warning blamed or calm_dawn\n")


def test_a_card_that_came_where_it_was_allowed_need_not_come_again(tmp_path: Path) -> None:
    first = "client: This is the third time that nobody came, it is ridiculous, I am furious.\n"
    later = "agent: What's the number?\nclient: It is four.\nexpect prompt stay_calm\n"
    assert failing(tmp_path, first + "allow prompt stay_calm\n(pause 20)\n" + later) == []
    assert len(failing(tmp_path, first + "(pause 20)\n" + later)) == 1


def test_a_card_that_still_stands_is_there(tmp_path: Path) -> None:
    first = "client: This is the third time that nobody came, it is ridiculous, I am furious.\n"
    later = "client: It is four.\n"
    assert failing(tmp_path, f"{first}(pause 2)\n{later}expect prompt stay_calm\n") == []
    assert failing(tmp_path, f"{first}(pause 2)\n{later}forbid prompt stay_calm\n") == []
    assert len(failing(tmp_path, f"{first}(pause 30)\n{later}expect prompt stay_calm\n")) == 1


def test_a_prompt_that_did_not_come_says_when_it_was_due_and_what_came_instead(tmp_path: Path) -> None:
    [failure] = failing(tmp_path, CALM_DOWN + "expect warning blamed by 30\n")
    assert failure == (
        "call.call, line 7: “expect warning blamed by 30” did not come between 20.0 and 30.0 s; "
        "instead: warning calm_down at 21.5 s, because of “You need to calm down”."
    )


def test_a_forbidden_warning_says_the_words_it_stands_on(tmp_path: Path) -> None:
    [failure] = failing(tmp_path, "# t\nforbid warning calm_down\n" + CALM_DOWN)
    assert failure.startswith(
        "call.call, line 2: “forbid warning calm_down”, but there was warning calm_down at 21.5 s"
    )


def test_an_expectation_above_the_next_turn_ends_with_that_turn(tmp_path: Path) -> None:
    late = "client: Hello there.\nexpect warning calm_down\nagent: Hello.\nclient: This is a disgrace.\n"
    [failure] = failing(tmp_path, late + "agent: You need to calm down.\n")
    assert "it came as warning calm_down" in failure


def test_an_expectation_above_the_first_turn_may_end_in_the_call(tmp_path: Path) -> None:
    assert failing(tmp_path, "# t\nforbid warning calm_down by 20\n" + CALM_DOWN) == []
    [failure] = failing(tmp_path, "# t\nexpect warning calm_down by 20\n" + CALM_DOWN)
    assert "did not come between 0.0 and 20.0 s; it came as warning calm_down at 21.5 s" in failure


def test_a_comma_too_many_is_no_moment(tmp_path: Path) -> None:
    assert read_test_call(written(tmp_path, "agent: Hello.\nmeans agent_greeted,\n")).labels == {
        1: {"agent_greeted"}
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("agent Hello", "expected a turn"),
        ("expect card summarize", "expected a turn"),
        ("means agent_was_nice", "agent_was_nice is none"),
        ("not yet", "expected a turn"),
        ("started yesterday", "expected a time such as"),
        ("client 9-3: Too late.", "the turn to end after it starts"),
        ("client 9-30000000: Two zeros too many.", "seconds of a call, no more than 360000"),
    ],
)
def test_a_wrong_line_is_named_with_what_was_expected(tmp_path: Path, line: str, expected: str) -> None:
    with pytest.raises(InputError, match=rf"call\.call, line 2: .*{expected}"):
        read_test_call(written(tmp_path, f"agent: Hello.\n{line}\n"))


def test_a_card_that_the_playbook_has_not_is_named_with_those_it_has(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"upset-client has no prompt “sumarize”; it has .*summarize"):
        failing(tmp_path, CALM_DOWN + "expect prompt sumarize\n")


def test_the_command_runs_every_call_and_fails_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = PLAYBOOKS / "upset-client" / "sofa.call"
    assert main(["playbook", "test", "upset-client", str(good)]) == 0
    bad = written(tmp_path, CALM_DOWN + "forbid warnings\n")
    assert main(["playbook", "test", "upset-client", str(good), str(bad)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 of 2 test calls as expected."


def test_a_call_that_is_known_not_to_come_out_yet_is_counted_apart_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = str(PLAYBOOKS / "upset-client" / "sofa.call")
    known = CALM_DOWN.replace("client:", "not yet the coach warns too soon\nclient:", 1)
    path = written(tmp_path, known + "forbid warnings\n")
    assert main(["playbook", "test", "upset-client", good, str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 of 1 test call as expected, 1 known not to come out yet:",
        "  call.call, line 3: the coach warns too soon",
    ]
    assert main(["playbook", "test", "upset-client", str(path), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["failures"], row["not_yet"]) == ([], "the coach warns too soon")


def test_a_call_that_comes_out_now_must_no_longer_say_not_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, CALM_DOWN.replace("client:", "not yet no warning comes\nclient:", 1))
    assert main(["playbook", "test", "upset-client", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "call.call, line 3: it comes out now: take the line “not yet …” away.",
        "0 of 1 test call as expected.",
    ]


def test_a_playbook_without_a_warning_loses_it_and_nothing_else(tmp_path: Path) -> None:
    text = (PLAYBOOKS / "upset-client.toml").read_text("utf-8")
    at = text.index('[[warning]]\nid = "calm_down"')
    end = text.index("[[", at + 4)
    (tmp_path / "milder.toml").write_text(text[:at] + text[end:], "utf-8")
    call = read_test_call(written(tmp_path, CALM_DOWN))
    events = list(read(Session(PLAYBOOK, call.started, quiet_in(call.utterances)), call.utterances))
    heard = [event for event in events if isinstance(event, HEARD)]
    found = changes(PLAYBOOK, load_playbook(str(tmp_path / "milder.toml")), heard)
    assert [str(change) for change in found] == [
        "- warning calm_down at 21.5 s, because of “You need to calm down”"
    ]
    assert changes(PLAYBOOK, PLAYBOOK, heard) == []


def test_many_calls_are_compared_like_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sofa = (PLAYBOOKS / "upset-client" / "sofa.call").read_text("utf-8")
    new = tmp_path / "other.toml"
    upset = (PLAYBOOKS / "upset-client.toml").read_text("utf-8")
    new.write_text(upset.replace("latest = 40", "latest = 1"), "utf-8")
    told = []
    for count in (1, 20):
        calls = tmp_path / str(count)
        calls.mkdir()
        for number in range(count):
            (calls / f"{number:02}.call").write_text(sofa, "utf-8")
        assert main(["playbook", "diff", "upset-client", str(new), str(calls)]) == 0
        told.append(capsys.readouterr().out.replace(str(calls), "calls"))
    one, many = (out.split("calls/00.call\n")[1] for out in told)
    assert many.split("calls/01.call\n")[0] == one.split("1 call,")[0] != ""
    assert "20 calls, 20 different." in many
    (calls / "19.call").write_text("agent said: hello", "utf-8")
    assert main(["playbook", "diff", "upset-client", str(new), str(calls)]) == 2
    assert "19.call" in capsys.readouterr().err


def test_the_difference_over_a_folder_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, CALM_DOWN)
    assert main(["playbook", "diff", "upset-client", "upset-client", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 call, 0 different.\n"
    assert main(["playbook", "diff", "upset-client", "upset-client"]) == 2


def test_a_sign_of_listening_within_a_turn_does_not_end_the_wait_for_what_the_turn_should_bring(
    tmp_path: Path,
) -> None:
    call = read_test_call(
        written(
            tmp_path,
            "client 0-10: Nobody came, again.\nexpect prompt stay_calm\nagent 4-4.4: Mm.\nagent 11-13: Oh no.\n",
        )
    )
    assert [(expected.start, expected.end) for expected in call.expectations] == [(0.0, 13.0)]
