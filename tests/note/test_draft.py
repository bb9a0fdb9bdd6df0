"""Whole calls as their transcripts, and the note that they make."""

from __future__ import annotations

from collections.abc import Callable

from assist.events import Entry, GoalDate, Note, PlanEntry

Document = Callable[..., Note]


def texts(entries: tuple[Entry, ...] | tuple[PlanEntry, ...]) -> list[str]:
    return [entry.text for entry in entries]


def test_how_long_somebody_is_away_is_no_plan(document: Document) -> None:
    note = document("""
        agent: Hello, this is Maria at Homebird Sitters. How can I help?
        client: I was standing at the door at four with my coat on, and nobody came. Nobody called.
        agent: Mm-hm. I'm with you.
        client: This is the third time since June, and I have to be back at work on Monday.
        agent: Okay, please just calm down.
        client: Don't tell me to calm down. I have every right to be upset.
        agent: You do, and I should not have said that. Please go on, I'm writing it down.
        client: I need somebody I can count on for Monday, and my money back for today.
        agent: So the sitter was due at four, nobody came, and this is the third time since June.
        client: Yes. Exactly.
        agent: I can't send Dana, she is ill until Thursday. I can send Grace on Monday at half past seven.
        client: Grace is fine. The boys know her.
    """)
    assert [row.text for row in note.fields.plan] == ["Send Grace on Monday at half past seven."]


def test_a_washing_machine(document: Document) -> None:
    note = document("""
        agent: Good morning, Brightwater Appliances, this is Dana speaking. How can I help you?
        client: Hi, yes, I, um, I bought a washing machine from you three weeks ago and it leaked all over \
            my kitchen on Saturday.
        agent: Oh no. I'm so sorry.
        client: I waited four hours yesterday for your technician and nobody came. This is the third time I \
            have called!
        client: It's ridiculous, honestly.
        agent: So you waited four hours, nobody came, and this is your third call. Is that right?
        client: Yes, exactly.
        agent: What would you like to see happen?
        client: I want a new washing machine, not another repair, and I'd like my two hundred and fifty \
            three dollars for the floor back.
        agent: I'm afraid we can't refund the floor today, because the insurance has to look at it first.
        agent: What I can do is send a technician with a replacement washer on Friday, or I can give you a \
            voucher for fifty dollars.
        client: I don't want a voucher. Friday works, if they come in the morning.
        agent: Great, I'll book that for Friday morning. And I'll call you by Friday noon to make sure it's \
            running.
        agent: May I have your order number?
        client: It's four seven two nine one.
        agent: And the best number to reach you?
        client: Oh seven seven double four, one two three, four five six.
        agent: Let me read that back: you waited four hours, nobody came, we'll send a technician with a \
            replacement washer on Friday morning, and I'll call you by Friday noon. Did I get that right?
        client: Yes, that's right. Thank you.
        agent: Thank you for your patience. Goodbye.
    """)
    fields = note.fields
    assert fields.problem == (
        Entry(
            "The client bought a washing machine from us three weeks ago"
            " and it leaked all over their kitchen on Saturday.",
            (2,),
        ),
        Entry("The client waited four hours yesterday for our technician and nobody came.", (4, 18)),
        Entry("This is the third time the client has called.", (4,)),
    )
    assert fields.client_wants == (
        Entry("A new washing machine, not another repair.", (9,)),
        Entry("Their $253 for the floor back.", (9,)),
    )
    assert fields.cannot_do == (
        Entry("Can't refund the floor today, because the insurance has to look at it first.", (10,)),
    )
    assert fields.options == (
        Entry("Send a technician with a replacement washer on Friday (chosen)", (11, 12, 18)),
        Entry("Give the client a voucher for $50 (refused)", (11, 12)),
    )
    assert fields.plan == (
        PlanEntry(
            "Send a technician with a replacement washer on Friday morning.",
            (11, 12, 13, 18),
            "agent",
            "2026-11-27",
        ),
        PlanEntry(
            "Call the client by Friday noon to make sure it's running.", (13, 18), "agent", "2026-11-27"
        ),
    )
    assert fields.follow_up == (Entry("Call the client by Friday noon to make sure it's running.", (13, 18)),)
    assert fields.goal_date == GoalDate("by Friday noon", "2026-11-27", False, (13, 18))
    assert fields.contact == (
        Entry("Agent's name: Dana.", (1,)),
        Entry("Order: 47291.", (14, 15)),
        Entry("Phone: 07744123456.", (16, 17)),
    )
    assert note.unsupported == ()


def test_a_hotel_charged_twice(document: Document) -> None:
    note = document("""
        agent: Harbour Hotel, reservations, how may I help?
        client: I booked a sea view room for tomorrow and your website charged me twice, that's four \
            hundred and eighty dollars instead of two hundred and forty.
        agent: I'll just check that for you. One moment please.
        client: I need the second charge back before my trip, and could you make sure we still have the room?
        agent: I can see both charges. I might be able to get it back by Thursday but I can't promise that.
        client: I want a date please.
        agent: I will refund the second charge by next Tuesday.
        client: Next Tuesday, you mean tomorrow?
        agent: No, I mean Tuesday the first of December.
        client: Okay.
        agent: I'll try to get you a free breakfast as well. And your room is confirmed.
        client: My email is jane dot doe at example dot com. I'll send you the bank statement tonight.
        agent: Thank you. My direct line is 555 010 4477 and I'll email you when the refund is through.
        client: Great, thanks, bye.
    """)
    fields = note.fields
    assert Entry("Our website charged the client twice, that's $480 instead of 240.", (2,)) in fields.problem
    assert texts(fields.client_wants) == [
        "The second charge back before their trip.",
        "Us to make sure the client still has the room.",
        "A date.",
    ]
    assert fields.options == ()
    assert fields.plan == (
        PlanEntry("Refund the second charge by next Tuesday.", (7, 9), "agent", "2026-12-01"),
        PlanEntry("Send us the bank statement tonight.", (12,), "client", "2026-11-23"),
        PlanEntry("Email the client when the refund is through.", (13,), "agent", None),
    )
    assert fields.goal_date == GoalDate("Tuesday the first of December", "2026-12-01", False, (7, 9))
    assert texts(fields.contact) == ["Email: jane.doe@example.com.", "Agent's phone: 555 010 4477."]
    assert texts(fields.follow_up) == ["Email the client when the refund is through."]
    assert note.unsupported == ()


def test_an_internet_line_as_a_recogniser_writes_it(document: Document) -> None:
    note = document("""
        agent: hello thanks for calling northline internet my name is sam how can i help you today
        client: yeah hi um my internet has been down since monday and i i called twice already and they \
            hung up on me
        agent: oh i am sorry about that
        client: i work from home i cant work at all and i lost two days of pay
        agent: okay so your internet has been down since monday and you lost two days of pay
        client: yes i just want it fixed and i want a credit on my bill
        agent: unfortunately we cant send anyone today but i can send an engineer on wednesday morning or \
            on thursday
        client: no wednesday is too late
        agent: i understand we could try a remote reset right now
        client: no i did that already
        agent: okay would tomorrow afternoon work
        client: yes tomorrow afternoon is fine
        agent: okay i will send an engineer tomorrow afternoon and i will credit twenty five dollars to \
            your account within five business days
        client: my number is five five five oh one double two
        agent: got it i will probably call you on friday
        client: okay thank you bye
    """)
    fields = note.fields
    assert texts(fields.problem) == [
        "The client's internet has been down since Monday and the client called twice already "
        "and they hung up on the client.",
        "The client can't work at all and lost two days of pay.",
    ]
    assert texts(fields.client_wants) == ["To have it fixed.", "A credit on their bill."]
    assert texts(fields.cannot_do) == ["Can't send anyone today."]
    assert texts(fields.options) == [
        "Send an engineer on Wednesday morning (refused)",
        "Send an engineer on Thursday (refused)",  # where Wednesday is too late
        "Try a remote reset right now (refused)",
    ]
    assert fields.plan == (
        PlanEntry("Send an engineer tomorrow afternoon.", (13,), "agent", "2026-11-24"),
        PlanEntry(
            "Credit $25 to the client's account within five business days.", (13,), "agent", "2026-11-30"
        ),
    )
    assert fields.goal_date == GoalDate("within five business days", "2026-11-30", False, (13,))
    assert texts(fields.contact) == ["Agent's name: Sam.", "Phone: 5550122."]
    assert fields.follow_up == ()  # "probably" is no promise
    assert note.unsupported == ()


def test_a_sitter_and_days_that_move(document: Document) -> None:
    note = document("""
        agent: Little Steps childcare, Maria here.
        client: My sitter was due at four and she did not come. Nobody called. It's the third time since June.
        agent: That sounds really stressful. What would help you most right now?
        client: I need someone I can rely on for Monday.
        agent: I can't give you the same sitter, she has left us. I can send Paula on Monday at eight.
        client: No, Tuesday. My shift has changed.
        agent: Tuesday works. I'll have Paula with you on Tuesday at eight, and I'll ring you back by \
            Friday to confirm.
        client: No, Thursday. I'm away on Friday.
        agent: Okay, Thursday then.
        client: Fine.
    """)
    fields = note.fields
    assert texts(fields.problem) == [
        "The client's sitter was due at four and she did not come.",
        "Nobody called.",
        "It's the third time since June.",
    ]
    assert texts(fields.client_wants) == ["Someone the client can rely on for Monday."]
    assert texts(fields.cannot_do) == ["Can't give the client the same sitter."]
    assert fields.options == (
        Entry("Send Paula on Monday at eight (refused)", (5, 6)),
        Entry("Send Paula on Tuesday (chosen)", (5, 6, 7)),
    )
    assert fields.plan == (
        PlanEntry("Send Paula on Tuesday.", (5, 6, 7), "agent", "2026-11-24"),
        PlanEntry("Ring the client back by Thursday to confirm.", (7, 8, 9), "agent", "2026-11-26"),
    )
    assert fields.goal_date == GoalDate("by Thursday", "2026-11-26", False, (7, 8))
    assert note.unsupported == ()


def test_tentative_words_promise_nothing(document: Document) -> None:
    fields = document("""
        agent: I'll try to call you tomorrow.
        agent: It should be fixed by Friday. We should be able to send somebody.
        agent: Hopefully I will have it by Friday. I will probably know more on Thursday.
        agent: I might be able to send one on Thursday.
    """).fields
    assert (fields.plan, fields.follow_up, fields.goal_date) == ((), (), None)


def test_could_is_an_option_and_no_plan(document: Document) -> None:
    fields = document("""
        agent: I could send you a new cable on Friday.
        client: Yes please, that would be great.
    """).fields
    assert texts(fields.options) == ["Send the client a new cable on Friday (chosen)"]
    assert (fields.plan, fields.goal_date) == ((), None)


def test_can_and_a_yes_is_agreed(document: Document) -> None:
    fields = document("""
        agent: I can send you a new cable on Friday.
        client: Yes please, that would be great.
    """).fields
    assert fields.plan == (
        PlanEntry("Send the client a new cable on Friday.", (1, 2), "agent", "2026-11-27"),
    )
    assert fields.goal_date == GoalDate("on Friday", "2026-11-27", False, (1, 2))


def test_what_was_agreed_and_then_refused_is_agreed_no_longer(document: Document) -> None:
    fields = document("""
        agent: I can send you a new cable on Friday.
        client: Yes, okay.
        agent: Lovely.
        client: No, wait, I don't want a cable.
    """).fields
    assert texts(fields.options) == ["Send the client a new cable on Friday (refused)"]
    assert (fields.plan, fields.goal_date) == ((), None)


def test_a_bare_yes_to_two_options_chooses_none(document: Document) -> None:
    fields = document("""
        agent: I can send a technician or give you a voucher.
        client: Yes.
    """).fields
    assert texts(fields.options) == ["Send a technician.", "Give the client a voucher."]
    assert fields.plan == ()


def test_the_second_one_and_both(document: Document) -> None:
    second = document("""
        agent: One option is a full refund. The other option is to send a new sofa in two weeks.
        client: I'll take the second one.
    """).fields
    assert texts(second.options) == ["A full refund.", "Send a new sofa in two weeks (chosen)"]
    both = document("""
        agent: I can send an engineer on Thursday, and I can lend you a mobile router today.
        client: Yes, please do both.
    """).fields
    assert [row.due for row in both.plan] == ["2026-11-26", "2026-11-23"]


def test_an_ambiguous_day_stays_open_until_it_is_settled(document: Document) -> None:
    open_day = document("agent: We will refund you by next Tuesday.\nclient: Okay.").fields
    assert open_day.goal_date == GoalDate("by next Tuesday", None, True, (1,))
    assert open_day.plan[0].due is None
    settled = document("""
        agent: We will refund you by next Tuesday.
        client: Okay.
        agent: Let me read that back: we will refund you by Tuesday the first of December.
    """).fields
    assert settled.goal_date == GoalDate("Tuesday the first of December", "2026-12-01", False, (1, 3))
    assert settled.plan == (PlanEntry("Refund the client by next Tuesday.", (1, 3), "agent", "2026-12-01"),)


def test_a_slip_of_the_tongue_is_put_right_in_one_breath(document: Document) -> None:
    fields = document("agent: I'll have a new one with you by Friday, no, sorry, Thursday.").fields
    assert fields.plan == (
        PlanEntry("Have a new one with the client by Thursday.", (1,), "agent", "2026-11-26"),
    )
    assert fields.goal_date is not None
    assert fields.goal_date.date == "2026-11-26"


def test_reading_back_adds_sources_and_no_entries(document: Document) -> None:
    said = """
        client: My parcel never arrived and I need a refund.
        agent: I will refund the parcel by Friday.
    """
    before = document(said).fields
    after = document(
        said.rstrip()
        + """
        agent: Let me read that back. Your parcel never arrived, you need a refund, and I will refund the \
            parcel by Friday.
        client: Yes.
    """
    ).fields
    assert texts(after.problem) == texts(before.problem)
    assert texts(after.client_wants) == texts(before.client_wants)
    assert texts(after.plan) == texts(before.plan) == ["Refund the parcel by Friday."]
    assert after.plan[0].utterances == (2, 3)
    assert after.goal_date == GoalDate("by Friday", "2026-11-27", False, (2, 3))


def test_saying_it_twice_is_one_entry_with_both_sources(document: Document) -> None:
    fields = document("""
        client: The heating has been broken for six days.
        agent: I see.
        client: The heating has been broken for six days!
    """).fields
    assert fields.problem == (Entry("The heating has been broken for six days.", (1, 3)),)


def test_pleasantries_and_abuse_make_no_entries(document: Document) -> None:
    fields = document("""
        agent: Good morning, how are you today?
        client: Hello. Fine, thanks.
        agent: How can I help you?
        client: You are a bloody idiot.
        agent: I can hear that you are upset. I'll put you on hold for a moment.
        client: Okay, thank you. Have a nice day.
        agent: I can't imagine how that feels. Thank you, goodbye.
    """).fields
    assert (fields.problem, fields.client_wants, fields.cannot_do, fields.options, fields.plan) == ((),) * 5


def test_do_that_is_what_was_asked_for(document: Document) -> None:
    fields = document("""
        client: Could you cancel the second delivery, please?
        agent: Of course, I'll do that for you right now.
    """).fields
    assert fields.plan == (PlanEntry("Cancel the second delivery.", (1, 2), "agent", None),)


def test_an_option_says_that_it_is_for_the_client_to_do(document: Callable[..., Note]) -> None:
    note = document(
        """
        client: My phone is broken and nobody told me that.
        agent: You could email the trade in team and ask for the photos.
        client: No thank you, I don't want that.
        agent: I can send a request too.
        client: Yes, do that.
        """
    )
    assert [option.text for option in note.fields.options] == [
        "The client emails the trade in team and asks for the photos (refused)",
        "Send a request too (chosen)",
    ]
    assert "You did not want to email the trade in team and ask for the photos." in note.read_back


def test_what_is_no_name_is_nobodys_name(document: Callable[..., Note]) -> None:
    note = document(
        """
        agent: good morning fishergate chemist lowri here
        client: Hello, my name is Hannah Voss.
        agent: Right, and how long have you been waiting?
        client: It's June. I've asked for it since January, and my wife will ask for proof.
        agent: i've got the certificate here
        client: Look at the second page. It's Sixty.
        agent: ask for either of them it's due at five
        """
    )
    assert [entry.text for entry in note.fields.contact] == ["Agent's name: Lowri.", "Name: Hannah Voss."]


def test_a_question_to_the_business_stays_one_to_it(document: Callable[..., Note]) -> None:
    note = document(
        """
        agent: What would you like us to do?
        client: You can put me through to someone who rings back. I'm not paying any tax on that twice, am I?
        agent: May I tell you what I can do? I could do you an advance of three hundred.
        client: Yes please.
        agent: Or give me a sec and I'll ask. I can send a man, or if you don't want to wait, I can send the part.
        client: Stop the loan till I'm right.
        """
    )
    assert [entry.text for entry in note.fields.client_wants] == [
        "Us to put the client through to someone who rings back.",
        "Not to pay any tax on that twice.",
        "Us to stop the loan till the client is right.",
    ]
    assert [entry.text for entry in note.fields.options] == [
        "Do the client an advance of 300 (chosen)",
        "Send a man.",
        "Send the part.",
    ]


def test_what_hangs_on_a_till_is_no_promise_of_its_own(document: Callable[..., Note]) -> None:
    note = document(
        """
        client: the shower is on the downstairs tap and i want it seen to today please
        agent: i will try for today but i can't say yes till i've spoken to them
        client: okay well i'm not going anywhere until it's right
        """
    )
    assert [entry.text for entry in note.fields.cannot_do] == [
        "Can't say yes till the agent has spoken to them."
    ]
    assert note.fields.plan == ()


def test_the_hour_behind_a_day_is_of_that_day(document: Callable[..., Note]) -> None:
    note = document(
        """
        client: They have not fetched my bin since August.
        agent: I'll bring you a brand new bin tomorrow, before noon.
        client: Thank you.
        """
    )
    [row] = note.fields.plan
    assert row.due == "2026-11-24"


def test_a_day_said_behind_a_promise_is_written_whole(document: Callable[..., Note]) -> None:
    note = document(
        """
        client: The whole order is printed wrong.
        agent: I'll print the whole lot again.
        client: Good.
        agent: Wednesday by three, and then I'll text you.
        client: Thanks.
        """
    )
    assert note.fields.plan[0] == PlanEntry(
        "Print the whole lot again, Wednesday by three.", (2, 4), "agent", "2026-11-25"
    )
