"""Plain speech in the words of the record, and those said to the client again."""

from __future__ import annotations

import datetime

import pytest

from assist.events import NoteFields, PlanEntry
from assist.note.calendar import Calendar
from assist.note.layout import entry
from assist.note.read_back import read_back_sentences
from assist.note.spoken import clean
from assist.note.wording import by_agent, by_client, to_client

CALENDAR = Calendar(datetime.datetime(2026, 11, 23, 10))


@pytest.mark.parametrize(
    ("said", "written", "said_again"),
    [
        ("I watch it and we don't know", "The client watches it and the client doesn't know.",
         "you watch it and you don't know."),
        ("will I have to pay", "Will the client have to pay.", None),
        ("what must I do with money", "What must the client do with money.", "What must you do with money."),
        ("nobody rang me I would have said", "Nobody rang the client, the client would have said.",
         "Nobody rang you, you would have said."),
        ("I pay you guys enough", "The client pays us enough.", "you pay us enough."),
        ("I been sick all weekend", "The client has been sick all weekend.", "you have been sick all weekend."),
        ("I'd written last year's", "The client had written last year's.", "you had written last year's."),
        ("do I need to bring anything", "Does the client need to bring anything.", "do you need to bring anything."),
        ("am I covered", "Is the client covered.", "are you covered."),
        ("the thing is I don't know", "The client doesn't know.", "you don't know."),
        ("I stood there like an idiot", "The client stood there like an idiot.", "you stood there like an idiot."),
        ("half me money back", "Half the client's money back.", "Half your money back."),
        ("I picked my glasses up and I can't see a thing out of them",
         "The client picked their glasses up and can't see a thing out of them.",
         "you picked your glasses up and can't see a thing out of them."),
        ("it was left in me porch", "It was left in the client's porch.", "It was left in your porch."),
        ("he was with me today", "He was with the client today.", "He was with you today."),
        ("no they haven't been delivered", "They haven't been delivered.", "They haven't been delivered."),
        ("tunde sold me one", "Tunde sold the client one.", "Tunde sold you one."),
        # sentences that a recogniser lets run into one another; a possessive begins none
        ("this is my sixth call it's just boxes it can't be that hard",
         "This is the client's sixth call, it's just boxes, it can't be that hard.",
         "This is your sixth call, it's just boxes, it can't be that hard."),
        ("I paid this thing off in October I paid it off and I'm getting bills",
         "The client paid this thing off in October, the client paid it off and the client is getting bills.", None),
        ("all I got was a machine and the money I paid is gone",
         "All the client got was a machine and the money the client paid is gone.", None),
        ("there's a charge on it I didn't ask for", "There's a charge on it the client didn't ask for.", None),
        ("I'll pay for what I agreed to", "The client will pay for what the client agreed to.",
         "you will pay for what you agreed to."),
        ("we paid thirty, the two of us", "The client paid 30, the two of them.", None),
        ("where me van is", "Where the client's van is.", "Where your van is."),
        ("a patch like a fifty pence piece", "A patch like a fifty pence piece.", None),
        ("eleven hundred quid's worth of laptop", "£1100 worth of laptop.", None),
        ("or my money", "The client's money.", None),
        ("just use the key", "Use the key.", "Use the key."),
        ("like today or tomorrow", "Today or tomorrow.", "Today or tomorrow."),
        ("like that", "Like that.", "Like that."),
        ("just the letter", "Just the letter.", "Just the letter."),
        ("do you pay for it", "Do we pay for it.", None),
        ("have you got another one", "Have we got another one.", None),
        ("I usually have seven hundred", "The client usually has 700.", "you usually have 700."),
        ("I'm locked out and I've got people to pay", "The client is locked out and has got people to pay.",
         "you are locked out and have got people to pay."),
        ("I paid for it and he left and I rang", "The client paid for it and he left and the client rang.", None),
        ("I'd to stand there in front of a queue", "The client had to stand there in front of a queue.", None),
        ("leave the pair of us alone", "Leave the pair of them alone.", None),
        ("two weeks of that is the only money I have", "Two weeks of that is the only money the client has.", None),
        ("they fitted it and it broke and they came back they broke it again",
         "They fitted it and it broke and they came back, they broke it again.", None),
        ("if you could put it right", "If we could put it right.", None),
        ("I want to move if that's all right", "The client wants to move.", None),
        ("do you a scone", "Do us a scone.", "Do us a scone."),
        ("he's going to be all right", "He's going to be all right.", "He's going to be all right."),
        ("you took my money and you gave away my bed", "We took the client's money and we gave away their bed.", None),
    ],
)  # fmt: skip
def test_the_client_in_the_record(said: str, written: str, said_again: str | None) -> None:
    assert entry(by_client(clean(said)), CALENDAR) == written
    assert said_again is None or to_client(written) == said_again


@pytest.mark.parametrize(
    ("said", "written", "said_again"),
    [
        ("before I speak with the chef", "Before the agent speaks with the chef.", "Before I speak with the chef."),
        ("I don't need a word", "The agent doesn't need a word.", "I don't need a word."),
        ("tell me about the insulin", "Tell the agent about the insulin.", "Tell me about the insulin."),
        ("call you when I know", "Call the client when the agent knows.", "Call you when I know."),
        ("find out and let you know", "Find out and let the client know.", "Find out and let you know."),
        ("send you pictures", "Send the client pictures.", "Send you pictures."),
        ("do you an advance", "Do the client an advance.", "Do you an advance."),
        ("do you lilly pillies", "Do the client lilly pillies.", "Do you lilly pillies."),
        ("do you want it at Main", "The client wants it at Main.", "you want it at Main."),
        ("would you rather have other seats", "Other seats.", "Other seats."),
        ("pay the vet whatever it is", "Pay the vet whatever it is.", "Pay the vet whatever it is."),
        ("give that away on my own say so", "Give that away on the agent's own say so.",
         "Give that away on my own say so."),
        ("do it on my own", "Do it.", "Do it."),
        ("two visits with myself", "Two visits with the agent.", "Two visits with me."),
        ("text you mine", "Text the client the agent's.", "Text you mine."),
        ("send it to you, it's yours to keep", "Send it to the client, it's theirs to keep.",
         "Send it to you, it's yours to keep."),
        ("do you want me to send it from here", "Send it from here.", "Send it from here."),
        ("pay for a cleaner you choose", "Pay for a cleaner the client chooses.", "Pay for a cleaner you choose."),
        ("come in tomorrow, just the two of you", "Come in tomorrow, just the two of them.",
         "Come in tomorrow, just the two of them."),
        ("you both will be home", "Both will be home.", "Both will be home."),
        ("be here at quarter to myself", "Be here at quarter to.", "Be here at quarter to."),
        ("email me the photo at refunds at fitzone dot com", "Email the agent the photo at refunds@fitzone.com.",
         "Email me the photo at refunds@fitzone.com."),
        ("they'd give it you back straight away", "They'd give it back to the client straight away.",
         "They'd give it back to you straight away."),
        ("whoever you like", "Whoever the client likes.", "Whoever you like."),
        ("tomorrow you come back here", "Tomorrow the client comes back here.", "Tomorrow you come back here."),
    ],
)  # fmt: skip
def test_the_agent_in_the_record(said: str, written: str, said_again: str) -> None:
    assert entry(by_agent(clean(said)), CALENDAR) == written
    assert to_client(written) == said_again


def test_what_is_under_way_is_read_back_as_such() -> None:
    rows = (
        PlanEntry("The agent is sending it now.", (1,), "agent", None),
        PlanEntry("The agent is sending Michelle.", (1,), "agent", "2026-11-23"),
        PlanEntry("Ring the client as soon as she's up.", (1,), "agent", "2026-11-23"),
        PlanEntry("Ring the client on Monday, with an answer.", (2,), "agent", "2026-11-30"),
    )
    assert [text for field, text in read_back_sentences(NoteFields(plan=rows)) if field] == [
        "I am sending it now.",
        "I am sending Michelle on Monday, 23 November.",
        "We agreed that I will ring you as soon as she's up, on Monday, 23 November.",
        "I will ring you on Monday, 30 November, with an answer.",
    ]
