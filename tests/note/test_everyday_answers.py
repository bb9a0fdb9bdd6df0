"""How people put things forward and how they answer: a line of talk, and what becomes of the options."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note
from assist.note import offers

Document = Callable[[str], Note]

# how many options a line of the agent's offers
OFFERED = """
2|okay so he's in your direction tomorrow or i can give you four drums at the yard
2|Doctor Amin has Wednesday at two fifteen, or, um, I have a seven thirty tomorrow morning.
2|I can see him at eight tomorrow before surgery, or you can drop him in tonight.
2|she's not in tomorrow but doctor bell could ring you in the morning or i could get her to ring the wife
2|tomorrow i can give you between ten and one or between three and six
1|I can have a look first thing tomorrow.
1|I've got a joiner up that way on Thursday.
1|Is it all right if I call you on Friday to confirm it came in?
1|Would she like some flowers with it?
0|I can see it on the system since Friday.
0|I can give you two options.
0|I can only go back one billing cycle.
2|okay so there's an engineer today but it'd be after six or i've got tomorrow first thing
2|There's one today at four, or I've got tomorrow morning.
2|I've got the nurse on Thursday at ten past nine, or Friday at four.
2|We have a slot with the hygienist on Monday, or the dentist on Tuesday.
2|And then for the wall, our contractor can come out tomorrow afternoon or if you want it all done he's free on Tuesday.
2|So we could fit a temporary top, this Saturday say, or you could wait and have it all done on the twenty-eighth.
2|I can get him to ring you this afternoon, or you can see him at parents' evening on Thursday.
2|I can have it couriered to you, or, if you're staying close, you can come and grab it at ten thirty.
2|we'll either pick those up off you tomorrow, or you keep them at forty percent off
2|We can either replace it or give you the money back.
2|You can either have a replacement or a refund.
2|You've got two choices, you can have a replacement or a refund.
2|It's either a replacement or a refund, whichever you like.
2|so i can open a damage claim for you or if you'd rather go through the seller they can ship you a new one
2|I can freeze it at thirty-five, so it doesn't go up any more, and I can push the appeal to the top of the pile.
1|Would it help if we moved you to a named person?
1|What if we sent somebody round on Monday?
1|Would it help if I sent you a loan one?
1|How would it be if we waived the fee?
1|Then here's a suggestion. Six go out to you tomorrow on our own van.
1|Here's what I can do. I can knock off half of it.
1|Would you be open to a store credit?
1|Would a store credit work for you?
1|Would a voucher be any good to you?
1|Is a refund what you'd like?
2|Would you prefer a credit or a refund?
2|Do you want it credited to the card or sent as a check?
2|Would you like it delivered, or will you pick it up?
2|do you want me to ring the lads or will you tell them
2|We could do Monday or Wednesday.
2|I could do you Monday at nine or Wednesday at two.
1|I could probably get you a free month.
1|What we could do is send a plumber tonight.
1|One option would be to send a plumber tonight.
1|Another thing I can do is extend your warranty.
1|I'd be happy to send a plumber tonight.
1|If it helps, I can send a plumber tonight.
1|The best I can do is ten percent off.
1|The most I can give you is ten percent off.
1|I'm willing to take off ten percent.
1|I can let you have a courtesy car until Friday.
1|what i could do is lend you our courtesy car its only a little aygo
1|There's always the option of a video call.
1|You're welcome to come in and use the phone here.
1|Would you like us to put in a sitting service on the nights you're worried?
2|Grace could be with him for eight, or there's a relief carer, that'd be half seven.
0|Shall we say the grey one?
0|I can see why you're cross.
0|I can hear you now.
0|You can see it on your bill.
0|There's a charge on Friday.
0|What if it rains tomorrow?
0|Would it be under your name?
0|I've got you down for Thursday.
0|Is it the red one or the blue one?
0|Was it the Monday or the Tuesday?
0|Do you want to tell me what happened?
0|Do you know if it's the hall or the kitchen?
"""
OF_TWO = (
    (("chosen", "refused"), """
The first one.
Wednesday's fine.
Send it out then.
Let's go with Wednesday.
I'll go for the pushchair.
I think I'd rather have the pushchair.
Probably the pushchair.
Wednesday, I suppose.
Oh, send it please, I still need it.
The former.
Option one.
The pushchair's better for us.
I don't want the money, I want the pushchair.
We'll wait for the pushchair.
Just send the pushchair.
Can you send it Wednesday?
We'd sooner have the pushchair.
i guess the pushchair
Wednesday would be brilliant.
Yeah, send that.
The pushchair, if that's all right.
well i need one so the pushchair
It'll have to be the Wednesday.
No, the Wednesday.
So no, it'll have to be the pushchair.
What use is the money to me? Send it.
A refund's no good to me, I need the pushchair.
The refund I'm not bothered about, I need the pushchair.
I'd as soon have the pushchair.
Money's no use, is it. The pushchair.
Pushchair, if I've got to pick.
Wednesday'll do.
"""),
    (("refused", "chosen"), """
Just give me my money back.
I'll have the refund.
The second.
Refund.
the refund then
No, I've had enough, refund me.
Wednesday's too late, so the refund.
I'd rather have my money.
Can I just have the money?
The latter, please.
Option two.
Wednesday's no good, I'll take the refund.
We're away on Wednesday. Refund it.
I don't want another one, just refund me.
Forget the pushchair. Refund.
Let's just do the refund.
The refund sounds better.
Go for the refund.
um the second one i think
refund me please i don't trust it
I can't wait till Wednesday, give me the money.
It'll have to be the refund, won't it.
The refund'll do.
Well I'm not waiting for Wednesday so refund it.
Nah, do you know what, the refund.
Honestly, just the money.
I'd be happier with the refund.
Refund's fine.
"""),
    (("", ""), """
Let me think about it.
I'll have to ask my husband.
I don't know, can I ring you back?
What would you do?
How long would the refund take?
Does it cost anything?
I'm not sure.
It depends.
Can I let you know tomorrow?
Leave it with me.
I need to talk to my wife first.
Let me talk to my wife about the refund.
Which is quicker?
And what happens to the old one?
Hm, I'd have to think about the refund.
Can I sleep on it?
I'd have to see what my husband says.
Is Wednesday definite?
Okay. Which would you go for?
"""),
    (("refused", "refused"), """
Neither, thanks.
I don't want either of them.
No to both.
Neither of those is any good.
No. I'm not interested in either.
"""),
)  # fmt: skip
OF_ONE = (
    (("chosen",), """
That'd be great.
Yeah, go on then.
If you would.
Might as well.
I'd appreciate that.
Yes please.
Okay, thanks.
Lovely, ta.
I wouldn't say no.
Go ahead.
That'll help.
That's kind.
That's very good of you.
Yes, do that.
Works for me.
Sounds fair.
Perfect.
I'd like that.
I can live with that.
Fine by me.
Why not.
okay do that
all right then
sure
It's something, I suppose. Yes.
I'll take it.
I'll take that.
ugh fine go on then i'll have it
Go on, then, if it's no trouble.
That works for us.
Suits me.
It'll have to do.
That'll do nicely.
I can live with that, I suppose.
Well, if that's all there is, then yes.
It's better than nothing, so yes.
Okay, let's do that.
I'd be happy with that.
Fine, whatever, do it.
Yeah alright, crack on.
That'd be a help.
I won't say no to that.
Can't complain at that.
Sounds like a plan.
Well, it's a start.
Ta, that's decent of you.
Aye, go on.
Ooh yes.
If you wouldn't mind.
You may as well.
I'll settle for that.
That seems fair.
"""),
    (("refused",), """
No, don't bother.
I don't need a voucher.
You can keep your voucher.
No, you're all right.
I'm all right, thanks.
I'm good, thanks.
No, leave it.
Nah, it's okay.
Not really.
I'll pass.
Thanks but no thanks.
That won't be necessary.
Don't worry about the voucher.
There's no need for that.
No need.
It's fine, don't worry about that.
What good's a voucher to me?
I couldn't care less about a voucher.
I don't want a voucher.
I'd rather not.
Save it.
Not for me.
That's no good to me.
That's not a lot of use to me, is it?
I'd sooner not, if it's all the same.
What use is that?
What am I supposed to do with a voucher?
I can't be doing with vouchers.
I don't really fancy a voucher.
Not really what I was after.
You can stick your voucher.
What's the point in that?
A voucher? You must be joking.
A voucher! I'd rather not.
I wasn't born yesterday.
That doesn't help me.
That's not going to cut it.
I've no use for a voucher.
A voucher's no good to man nor beast.
And what would I do with that?
You've got to be having a laugh.
I'll not bother, thanks.
Thanks, but I'd prefer not to.
Nah, forget it.
I wouldn't use it.
I'd never use it.
"""),
    (("",), """
Let me think about that.
I'll see.
Maybe.
Perhaps, we'll see.
How much is it for?
I'd need to see it first.
Can I decide later?
Possibly.
I'm not sure about that.
I'd have to ask.
What for?
We'll see.
How much?
I'll get back to you on that.
Ask me again tomorrow.
It depends how much.
"""),
)  # fmt: skip


def test_what_is_offered_in_everyday_words(document: Document) -> None:
    for line in OFFERED.strip().splitlines():
        count, _, said = line.partition("|")
        note = document(f"agent: {said}")
        assert len(note.fields.options) == int(count), said
        assert note.unsupported == (), said


@pytest.mark.parametrize(
    ("put_forward", "answers"),
    [
        ("I can send the pushchair out on Wednesday, or I can refund you.", OF_TWO),
        ("I can send you a voucher, too.", OF_ONE),
    ],
)
def test_how_it_is_answered(
    put_forward: str, answers: tuple[tuple[tuple[str, ...], str], ...], document: Document
) -> None:
    for states, lines in answers:
        for line in lines.strip().splitlines():
            note = document(f"agent: {put_forward}\nclient: {line}")
            found = [one.text.partition("(")[2].rstrip(")") for one in note.fields.options]
            assert tuple(found) == states, line
            assert note.unsupported == (), line


def test_what_a_thing_can_be_used_for_is_no_offer_of_its_own(document: Document) -> None:
    note = document("agent: Then we'll find another way, I have a manager's credit I can use.")
    assert [entry.text for entry in note.fields.options] == ["A manager's credit the agent can use."]


def test_the_days_behind_an_aside_are_those_of_the_offer_before_it(document: Document) -> None:
    note = document(
        "agent: I can book Mr. Hale, he's our senior assessor, he's got thirty years, Thursday at two or Friday at"
        " ten.\n"
        "client: Thursday at two.\nagent: Good."
    )
    assert [entry.text for entry in note.fields.options] == [
        "Book Mr Hale, Thursday at two (chosen)",
        "Book Mr Hale, Friday at ten (refused)",
    ]
    assert [row.text for row in note.fields.plan] == ["Book Mr Hale, Thursday at two."]


def test_an_offer_that_says_too_little_leaves_nothing_to_be_said_with_it(document: Document) -> None:
    note = document("""
        agent: I can do it from here and it would take twenty minutes.
        client: Go on then.
        agent: I'll ring you by five.""")
    assert [entry.text for entry in note.fields.plan] == ["Ring the client by five."]


def test_the_agent_may_do_both_of_what_one_was_taken_of(document: Document) -> None:
    note = document(
        "agent: I can send you the PDF or send our boy to the ward with the hard copy.\n"
        "client: The PDF is okay, but the doctor wants the stamp also.\nagent: Then I will do both."
    )
    assert [entry.text for entry in note.fields.options] == [
        "Send the client the PDF (chosen)",
        "Send our boy to the ward with the hard copy (chosen)",
    ]


def test_what_is_put_off_is_not_taken_by_the_next_yes(document: Document) -> None:
    note = document("""
        agent: I could get you a heater for tonight.
        client: Let me think about that.
        agent: Okay. And is this the best number for you?
        client: Yes.
    """)
    assert [one.text for one in note.fields.options] == ["Get the client a heater for tonight."]


def test_what_got_no_answer_waits_for_one_that_can_mean_nothing_else(document: Document) -> None:
    note = document("""
        agent: I could have our store hold one for you.
        client: The store's what, forty minutes.
        agent: About that, yes.
        client: Fine, go on then.
    """)
    assert [one.text for one in note.fields.options] == ["Have our store hold one for the client (chosen)"]


def test_a_yes_to_something_else_takes_nothing_that_waits(document: Document) -> None:
    note = document("""
        agent: I could lend you a heater.
        client: It was twelve degrees in here last night.
        agent: That's cold. Have you still got hot water?
        client: Yes.
    """)
    assert [one.text for one in note.fields.options] == ["Lend the client a heater."]


def test_what_the_agent_names_once_more_is_meant_by_the_yes(document: Document) -> None:
    note = document("""
        agent: I can restore last night's backup, or our data team can pick the doubles out.
        client: I'd lose this morning's work with the backup, so that's out.
        agent: So the data team, then.
        client: Yeah.
    """)
    assert [one.text for one in note.fields.options] == [
        "Restore last night's backup (refused)",
        "Our data team can pick the doubles out (chosen)",
    ]


@pytest.mark.parametrize(
    ("asked", "answer", "state"),
    [
        ("Would you like me to set up a payment plan?", "No, that's all right.", "refused"),
        ("Shall I send you a voucher?", "No, that's fine, thanks.", "refused"),
        ("Would you mind if we sent a voucher?", "No.", "chosen"),
        ("I can send a voucher. Is that a problem?", "No, not at all.", "chosen"),
    ],
)
def test_a_no_means_what_was_asked(asked: str, answer: str, state: str, document: Document) -> None:
    note = document(f"agent: {asked}\nclient: {answer}")
    assert [one.text.partition("(")[2] for one in note.fields.options] == [f"{state})"]


def test_a_name_and_then_a_no_is_a_no(document: Document) -> None:
    note = document("""
        agent: I could send Mr Cole on Thursday, or I could ask the workroom for a border.
        client: A border! I'd rather not. Mr Cole, please.
    """)
    assert [one.text.partition("(")[2] for one in note.fields.options] == ["chosen)", "refused)"]


def test_she_is_who_was_named_just_before(document: Document) -> None:
    note = document("""
        agent: Grace is just finishing. She could be with him for eight, or there's a relief carer at seven.
        client: Grace, please.
    """)
    assert [one.text for one in note.fields.options] == [
        "She could be with him for eight (chosen)",
        "A relief carer at seven (refused)",
    ]


def test_a_day_that_was_asked_for_is_not_that_of_another_promise(document: Document) -> None:
    note = document("""
        agent: I'll fit the top on Saturday.
        client: And the floor?
        agent: The floor our fitter has to see. Would Tuesday be all right?
        client: What about Wednesday?
        agent: Wednesday's fine.
    """)
    assert [row.due for row in note.fields.plan] == ["2026-11-28"]


@pytest.mark.parametrize(
    ("said", "states"),
    [
        # a day of the month, and no place among the options
        ("agent: I have a cabin on the twenty-ninth or the first of December, or I can refund all of it.\n"
         "client: The twenty-ninth is too early. The first, could be. Yes. The first.",
         ["refused)", "chosen)", "refused)"]),
        # another no, about this week, takes nothing back
        ("agent: I can bring you two portable units. Or I can put you in the model unit.\n"
         "client: The model unit. She can't breathe in there.\nagent: Done. I'll meet you at your door.\n"
         "client: Okay, thank you. And I'm not paying full rent for this week.", ["refused)", "chosen)"]),
        # both, after one was taken
        ("agent: Mr Moran has a slot at ten to five, or I can do you first thing with Ms Aziz tomorrow.\n"
         "client: I'd rather see Ms Aziz.\nagent: See Mr Moran today, and I'll keep tomorrow as well.\n"
         "client: Can you do that? Both?\nagent: I can do both.", ["chosen)", "chosen)"]),
        # asked, and not meant
        ("agent: I can give you a credit of one month, or I can let you leave with no fee.\n"
         "client: Leave and go where? I'll take the credit.", ["chosen)", "refused)"]),
        # nothing but the words of the one that is still open
        ("agent: i can fit you in with mel at five or i can do you tash first thing tomorrow\n"
         "client: tomorrow's no good is it\nagent: no sorry course not\nclient: mel at five", ["chosen)", "refused)"]),
        # said back first, and chosen then
        ("agent: so i can send you the dove one or you can keep the charcoal and i'd take thirty percent off\n"
         "client: huh thirty percent\nagent: yeah\nclient: no i think i want the dove",
         ["chosen)", "refused)", "refused)"]),
        # a verdict, and the yes behind it
        ("agent: I could get you a softback for the day, or I could reprint just the four pages.\n"
         "client: The softback's a nice idea. Let's do that.", ["chosen)", "refused)"]),
        # one side was turned down, and the agent does the other
        ("agent: I can get him to ring you this afternoon, or you can see him on Thursday.\n"
         "client: Thursday's no good, the coach goes on Wednesday.\n"
         "agent: Yes, of course. This afternoon, then. He'll ring you before five.", ["chosen)", "refused)"]),
        ("agent: I can move you into the guest flat, or have two men with a chair on site.\n"
         "client: I'm not moving out of my home.", ["refused)", ""]),
        ("agent: We can repair it, or we pay you a fixed amount.\nclient: It is not repairable. I take the money.",
         ["refused)", "chosen)"]),
        ("agent: I can refund the meal, or credit you twenty bucks.\n"
         "client: I mean, the twenty bucks is more useful.", ["refused)", "chosen)"]),
        ("agent: I can order the element today, or I could cash you out.\nclient: Why did nobody call?\n"
         "agent: I don't know, I'm sorry.\nclient: Just order the part.", ["chosen)", "refused)"]),
        ("agent: You could print the checks, or I can push the deposit through.\nclient: Can I do the second one?",
         ["refused)", "chosen)"]),
        ("agent: I've got a two hour on Saturday, or there's Angie, she could do the Wednesday.\n"
         "client: Is she nice?\nagent: Very calm.\nclient: Okay, I'll go with Angie then.", ["refused)", "chosen)"]),
        ("agent: I've got a technician on Wednesday between eight and noon, or Saturday between one and five.\n"
         "client: I'm home Saturday.", ["refused)", "chosen)"]),
        ("agent: the lads are out your way thursday or i could do a week on tuesday\nclient: nobody's at the house\n"
         "agent: so a week on tuesday that's the first\nclient: yeah that'll do", ["refused)", "chosen)"]),
        # two days to choose from
        ("agent: Saturday morning, or Monday any time.\nclient: Saturday.", ["chosen)", "refused)"]),
        ("agent: I'll send a man to read it. He could come Tuesday or Wednesday.\nclient: Tuesday.",
         ["chosen)", "refused)"]),
        ("agent: We both go and see him, figures in hand, tomorrow or Monday.\n"
         "client: He's a man that likes a visit. Monday.", ["refused)", "chosen)"]),
        ("agent: I'm over your way Tuesday or Friday.\nclient: Tuesday is the barn raising. Friday would go.\n"
         "agent: Friday, about nine?\nclient: Okay.", ["refused)", "chosen)"]),
        # all of one side is taken, and all of the other is not
        ("agent: You could fly out yourself at nine, and stay with her, or our supervisor drives her to you.\n"
         "client: I'll fly. Nine. I'll fly.", ["chosen)", "chosen)", "refused)"]),
        # the name, a question, and a no
        ("agent: I've got LaGuardia at six fifteen, or tonight out of Philly.\n"
         "client: Philly! At this hour, with the turnpike? Forget it.", ["", "refused)"]),
        ("agent: I can offer you ten percent off.\nclient: Ten percent. No. I think you should eat half of it.",
         ["refused)"]),
        # a no alone, and the agent goes on with the rest
        ("agent: I can get another assessor out, or you can drive it in to the centre.\n"
         "client: Can't drive it in. There's no windscreen.\nagent: Okay, out to you, then.",
         ["chosen)", "refused)"]),
        # a no to both as it sounds, and the agent's next word says to which
        ("agent: We can order a new one for Friday, or I can lend you one for the day.\nclient: No, I want mine.\n"
         "agent: Then it's Friday.", ["chosen)", "refused)"]),
        # second thoughts
        ("agent: I can do the twenty-fifth or the twenty-eighth.\nclient: The twenty-fifth, please.\n"
         "agent: Lovely.\nclient: Oh, hang on, no. The twenty-eighth, please.", ["refused)", "chosen)"]),
        # who comes
        ("agent: I can get you in at half nine, or she could come out to the house on Friday.\n"
         "client: I'll come in. Half nine.", ["chosen)", "refused)"]),
        ("agent: I could post it, that's five days. Or you can collect it from the desk.\n"
         "client: I'll come for it.", ["refused)", "chosen)"]),
        ("agent: I could walk it up to the underwriter now, or you can speak to her yourself at five.\n"
         "client: No, you do it, please.", ["chosen)", "refused)"]),
        # what it is not
        ("agent: I could weld a strip down or make a new leaf altogether.\nclient: A new leaf, not a strip.",
         ["refused)", "chosen)"]),
        ("agent: I've not got the big van. I can do the big one on the Tuesday, or two small ones on the Monday.\n"
         "client: Two small ones, then.", ["refused)", "chosen)"]),
        # as a recogniser writes it
        ("agent: would you rather have the money back or somebody else\n"
         "client: somebody else im not going in cold on monday", ["refused)", "chosen)"]),
        ("agent: i can do february on the card now or all four as credit for supplements\n"
         "client: what do i want with supplements give me february", ["chosen)", "refused)"]),
        # both, and the agent grants it, also later
        ("agent: I could hold one for you in the shop or send the driver back.\n"
         "client: Would you do the both of them?\nagent: I will so.", ["chosen)", "chosen)"]),
        ("agent: I can mark it as an expedited one.\nclient: Do that, please.", ["chosen)"]),
        ("agent: I can take the fee off, as a courtesy.\nclient: I'd be obliged.", ["chosen)"]),
        ("agent: Want me to book her in while I've got you?\nclient: Not just now.", ["refused)"]),
    ],
)  # fmt: skip
def test_what_was_taken_and_what_was_not(said: str, states: list[str], document: Document) -> None:
    note = document(said)
    assert [one.text.partition("(")[2] for one in note.fields.options] == states
    assert note.unsupported == ()


@pytest.mark.parametrize(
    ("said", "states"),
    [
        # the reason speaks against the other one
        ("agent: I've got tomorrow at 11:40, all three seats together, or tomorrow at 6:05 but you'd be split up.\n"
         "client: Eleven forty. I'm not splitting up a three-year-old.", ["chosen)", "refused)"]),
        ("agent: He can come Saturday morning, or Monday after three.\n"
         "client: Monday, after the kids are home.", ["refused)", "chosen)"]),
        ("agent: I can have a driver bring two tonight or there's a pharmacy open till ten if your neighbor could run\n"
         "client: driver please we don't know our neighbors", ["chosen)", "refused)"]),
        ("agent: five forty i've got an aisle near the front or eight ten that's got first class open\n"
         "client: five forty he just wants to get here", ["chosen)", "refused)"]),
        ("agent: I can get maintenance to bring a screwdriver up or we've a loaner crate in the office.\n"
         "client: he'd panic in a new crate the screwdriver please", ["chosen)", "refused)"]),
        ("agent: I can text you a form or you can drop it at the desk.\n"
         "client: I'll drop it at the desk, I don't do forms.", ["refused)", "chosen)"]),
        # a no to what was just spoken of
        ("agent: I can move him to one-ninety, that stops at Lincoln and Tenth. Or I call the driver on the radio.\n"
         "client: Tenth is across the big road. He's seven. No. Call her on the radio.", ["refused)", "chosen)"]),
        ("agent: We could sew a hundred first on a rush or I have your present ones checked one by one.\n"
         "client: present ones that may crack in november no the hundred sewn", ["chosen)", "refused)"]),
        # what was not to be is named
        ("agent: I can ask for a credit while they look. Or you could wait for the final and not risk it.\n"
         "client: I'll risk it.", ["", "refused)"]),
        # both
        ("agent: There's a talk with our doctor, a day. Or there's an urgent appeal, seventy-two hours.\n"
         "client: Run both.", ["chosen)", "chosen)"]),
        ("agent: I can have the drivers walk their stops, or put it in the warehouse search.\n"
         "client: The drivers. And the warehouse too, please.", ["chosen)", "chosen)"]),
        # asked or supposed, and nothing taken
        ("agent: I can rent you one from Enterprise, or there's a used Ranger on our lot.\n"
         "client: How old is the Ranger?", ["", ""]),
    ],
)  # fmt: skip
def test_what_is_said_for_one_of_two_and_against_the_other(
    said: str, states: list[str], document: Document
) -> None:
    note = document(said)
    assert [one.text.partition("(")[2] for one in note.fields.options] == states


def test_a_day_that_was_chosen_is_that_of_the_promise(document: Document) -> None:
    note = document("""
        agent: I'll have our damp surveyor round. Would Wednesday or Thursday suit?
        client: Thursday.
    """)
    assert [(row.text, row.due) for row in note.fields.plan] == [
        ("Have our damp surveyor round on Thursday.", "2026-11-26")
    ]


def test_what_the_client_will_do_today_is_no_answer_to_what_was_offered_for_today(document: Document) -> None:
    note = document("""
        client: There's a hole where my door should be.
        agent: I could have Lee board it up this afternoon, or we put in a temporary door tomorrow morning.
        client: The temporary door. Tomorrow. What time?
        agent: Between eight and nine.
        client: And who pays for my heating?
        agent: Send me the bill and I'll take it to my manager.
        client: Fine. I'll email it tonight.
    """)
    assert [one.text for one in note.fields.options] == [
        "Have Lee board it up this afternoon (refused)",
        "Put in a temporary door tomorrow morning (chosen)",
    ]


def test_what_was_chosen_and_is_then_promised_is_one_deed(document: Document) -> None:
    note = document("""
        agent: I can deliver it, or you collect it.
        client: Deliver it, please.
        agent: I'll bring it to you on Saturday.
    """)
    assert [(row.text, row.due) for row in note.fields.plan] == [
        ("Bring it to the client on Saturday.", "2026-11-28")
    ]


@pytest.mark.parametrize(
    ("said", "states"),
    [
        # which of the two the answer took, the agent shows by going on with it
        (
            "agent: You could post it up, or bring it by.\nclient: I'm in town Tuesday for the dentist.\n"
            "agent: Bring it after the dentist, then.",
            ["refused)", "chosen)"],
        ),
        # a bare "both", and no yes beside it
        ("agent: I can send you the form or I can ring the owner.\nclient: Both.", ["chosen)", "chosen)"]),
        # a yes to things that were put forward together is one to each
        (
            "agent: I can refund the fee and I can take you off the list.\nclient: Yeah, that works.",
            ["chosen)", "chosen)"],
        ),
    ],
)
def test_an_answer_takes_what_the_agent_goes_on_with(
    said: str, states: list[str], document: Document
) -> None:
    note = document(said)
    assert [one.text.partition("(")[2] for one in note.fields.options] == states


@pytest.mark.parametrize(
    ("said", "sides"),
    [
        ("would you like Keith to come out and measure", ["Keith to come out and measure"]),
        ("he leaves it and comes back Thursday", ["he leaves it and comes back Thursday"]),
        ("or refund four and open you an account", ["refund four and open you an account"]),
        ("I can lift the west end or I come up Friday", ["lift the west end", "come up Friday"]),
        ("is nine better", ["nine"]),
        ("would Tuesday, the third of March, at nine, suit you", ["Tuesday, the third of March, at nine"]),
        ("shall Mr Trott come to you", ["Mr Trott to come to you"]),
        ("do you want to exchange it or send it back for a refund", ["exchange it", "send it back for a refund"]),
    ],
)  # fmt: skip
def test_an_offer_without_the_form_of_one_keeps_all_its_words(said: str, sides: list[str]) -> None:
    assert [one.text for one in offers.whole(said)] == sides


def test_to_get_ones_own_man_is_for_the_client() -> None:
    for said, theirs in (
        ("you can get your own man and send us the bill", True),
        ("you can get a new one", False),
    ):
        assert [one.by_client for one in offers.offers(said, False)] == [theirs]


def test_what_others_would_do_is_put_forward_with_who_would() -> None:
    for said, offered in (
        ("they'd give it you back straight away", "they'd give it you back straight away"),
        ("or he can see you on Thursday", "he can see you on Thursday"),
        ("or I can see you on Thursday", "see you on Thursday"),
    ):
        assert [one.text for one in offers.other_side(said)] == [offered]


def test_an_answer_after_a_question_in_between_takes_one_of_two(document: Document) -> None:
    note = document(
        """
        agent: I can send it Monday or you can collect it Tuesday.
        client: What about the fee?
        client: Send it Monday then, both is nonsense.
        """
    )
    assert [row.text for row in note.fields.options][:1] == ["Send it Monday (chosen)"]
