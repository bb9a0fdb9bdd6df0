"""Who and how to reach, as people say it: a line of talk, and the contacts in the note."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note

Document = Callable[[str], Note]


@pytest.mark.parametrize(
    ("said", "contacts"),
    [
        # a number in groups is one
        ("agent: Do you have the tracking number?\nclient: It's SC 4471 902.", ["Reference: SC4471902."]),
        ("agent: Is this the best number, 01437 555 019?\nclient: It is.", ["Phone: 01437555019."]),
        ("agent: What's your claim number, please?\nclient: CL-88213. And I'm not going through the whole thing "
         "again. You've got notes, haven't you?", ["Reference: CL88213."]),
        ("agent: Can I get your confirmation code?\nclient: It's Q as in queen, 4, R as in Robert, 9, 2, W.",
         ["Reference: Q4R92W."]),
        ("client: Brent, this is Angela Ruiz in 4B.", ["Name: Angela Ruiz."]),
        ("agent: Can I take your account number?\nclient: It's four four seven,\nagent: Four four seven.\n"
         "client: nine one nine, no, sorry, nine one eight,\nagent: Nine one eight.\nclient: oh two oh.\n"
         "agent: Oh two oh. Four four seven, nine one eight, oh two oh.", ["Account: 447918020."]),
        # the agent's number stays the agent's, whoever says it
        ("agent: I'll give you my direct line, it's 0161 496 0218.\nclient: Okay. 0218.",
         ["Agent's phone: 0161 496 0218."]),
        ("agent: I'll give you a number that comes straight to us, it's 0345 600 1177.\nclient: 0345 600 1177. Good.",
         ["Agent's phone: 0345 600 1177."]),
        ("client: Who do I ring?\nagent: Me. Carol Delaney, 01632 960 118, and I'm here till half five.",
         ["Agent's name: Carol Delaney.", "Agent's phone: 01632 960 118."]),
        # where they live, where that was asked
        ("agent: What's the address?\nclient: 12 Larch Close, Penarth.", ["Address: 12 Larch Close, Penarth."]),
        ("agent: And where should we send it?\nclient: It's flat 3, 14 Burnside Court, please.",
         ["Address: flat 3, 14 Burnside Court."]),
        ("agent: What's your email address?\nclient: 12 Larch Close, why?", []),
        ("agent: Could I take your address?\nclient: Two things first.", []),
        # names, and what only stands where one could
        ("agent: I'll give you the name of the person to complain to.\nclient: Ha. All right.", []),
        ("agent: Can I take the pet's name?\nclient: Biscuit. He's a spaniel.", []),
        ("agent: Accounts, Leon speaking.\nclient: Hello.\nagent: My name's Leon Brandt.",
         ["Agent's name: Leon Brandt."]),
        ("agent: Transport office, Mrs Delaney.", ["Agent's name: Mrs Delaney."]),
        ("agent: Good morning, Mr Ferris.", ["Name: Mr Ferris."]),
        # no sentence ends behind a title, and one alone is no name
        ("agent: Court Street Cleaners, this is Mr. Kim.", ["Agent's name: Mr Kim."]),
        ("client: Jess, it's Mrs. Loretta Gaines. I want to change my will.", ["Name: Mrs Loretta Gaines."]),
        ("client: It's mr and mrs yeo.", []),
        ("agent: Can I have the order number?\nclient: It's SD, four four one, nine oh seven.", ["Order: SD441907."]),
        ("agent: I can't say yes to that, it's Mr Bellman's.", []),
        ("agent: Claims.\nclient: Hello.\nagent: We've handled this badly, Mr Ferris.\nclient: Mrs.",
         ["Name: Mrs Ferris."]),
        ("agent: Am I talking to Mr Adeyemi?\nclient: Doctor Adeyemi. You've blocked my card.",
         ["Name: Doctor Adeyemi."]),
        ("agent: Could I have your mobile number and your name?\nclient: It's 07700 900 318, Keiran Doyle.",
         ["Name: Keiran Doyle.", "Phone: 07700 900 318."]),
        ("agent: Bike's booked, rider's name is Mandla.", []),
        ("client: Who am I talking to?\nagent: Okay. Let me look.", []),
        ("agent: What's her name?\nclient: Leila.", ["Her name: Leila."]),
        ("agent: Is allietran at inbox dot com still good?\nclient: Yes it is.", ["Email: allietran@inbox.com."]),
        # in groups, with a comma between them or without the town
        ("agent: What's the best number?\nclient: It's 303, 555, 0177.", ["Phone: 303 555 0177."]),
        ("agent: What's the best number?\nclient: It's 07700, 900, 461. After two.", ["Phone: 07700 900 461."]),
        ("client: 555-0190, that's the best number.", ["Phone: 555-0190."]),
        # a year, an amount, and what has letters in it is no telephone's
        ("client: I've been with you since 2009, and nobody thought to ring me.", []),
        ("client: You don't fix my bike for nineteen hundred before you ring me.", []),
        ("client: MS 30455. It says I didn't answer the phone.", ["Code: MS30455."]),
        ("client: It's Sofia Reyes at flat 9, Elm Court.", ["Name: Sofia Reyes."]),
        # a firm, in the middle of a call, is nobody's name; whoever is asked for theirs says it so
        ("agent: Transport, Kofi speaking.\nclient: Where is the van?\nagent: Let me see.\nclient: She's waiting."
         "\nagent: Right, your taxi's booked, it's Harrow Cars, ten minutes.", ["Agent's name: Kofi."]),
        ("agent: Transport.\nclient: Where is the van?\nagent: Let me see.\nclient: And who am I talking to?"
         "\nagent: It's Kofi Mensah.", ["Agent's name: Kofi Mensah."]),
        ("agent: And you can reach me directly at five five five, two oh one, eight eight four four.",
         ["Agent's phone: 5552018844."]),
        ("agent: can i check the best number its oh seven nine one one one two three four five six\nclient: thats it",
         ["Phone: 07911123456."]),
        ("agent: oh right whats your order number\nclient: its kc double four nine one", ["Order: KC4491."]),
        ("agent: What's your cell?\nclient: Six one seven, five five five, oh one four four. Daniel Reyes.",
         ["Name: Daniel Reyes.", "Phone: 6175550144."]),
        ("agent: May I know the patient name?\nclient: K. Subramaniam. Blood culture.", ["Name: K. Subramaniam."]),
        ("agent: Could I take an email?\nclient: It's j.harper at gmail.com", ["Email: j.harper@gmail.com."]),
        ("agent: I'm giving you a ticket number, it's T K T 9 9 1 4.", ["Reference: TKT9914."]),
        ("agent: Let me give you my direct number. It's eight hundred, five five five, oh one two three.",
         ["Agent's phone: 8005550123."]),
        ("agent: Can I confirm your date of birth and name?\nclient: Third of May nineteen eighty, Olivia Grant.",
         ["Name: Olivia Grant."]),
        ("agent: And your surname?\nclient: O'Connor.", ["Name: O'Connor."]),
        ("agent: What's the tracking number on that?\nclient: One zed nine nine nine, double A one.",
         ["Reference: 1Z999AA1."]),
        ("agent: May I have your first and last name?\nclient: First name Yusuf, last name Demir.",
         ["Name: Yusuf Demir."]),
        ("client: The booking's under Carter.", ["Name: Carter."]),
        ("agent: I'm Callum and I'll be looking after this for you.", ["Agent's name: Callum."]),
        ("agent: What's the job number?\nclient: J dash 4 4 1 8 2.", ["Reference: J44182."]),
        ("agent: Write this down, case 8 8 1 5 2 0.", ["Reference: 881520."]),
        ("agent: What's the best time and number?\nclient: After five, 503 555 0188.", ["Phone: 503 555 0188."]),
        ("agent: Who's the letter addressed to?\nclient: Mr. P. Hollis.", ["Name: Mr P. Hollis."]),
        ("agent: Let me have a look. What's the postcode?\nclient: PE13 4RT.",
         ["Postcode: PE13 4RT."]),
        ("agent: May I take your full name and date of birth?\nclient: Fine. Martin Adeleke, ninth of June eighty one.",
         ["Name: Martin Adeleke."]),
        # with its postcode
        ("agent: And the new address?\nclient: 14 Mill Lane, Ashford, TN23 4BD.",
         ["Address: 14 Mill Lane, Ashford, TN23 4BD."]),
        ("agent: And the new address?\nclient: Fourteen Mill Lane, T N 23, 4 B D.",
         ["Address: 14 Mill Lane, TN23 4BD."]),
        ("agent: Where shall I send it?\nclient: It's eight Elm Grove, L S 1 2, 6 H J.",
         ["Address: 8 Elm Grove, LS12 6HJ."]),
    ],
)  # fmt: skip
def test_contacts(said: str, contacts: list[str], document: Document) -> None:
    note = document(said)
    assert [entry.text for entry in note.fields.contact] == contacts
    assert note.unsupported == ()


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("Mine is oh um, seven seven double oh, er, nine double oh, one six four.", "Phone: 07700900164."),
        (
            "It's oh seven five double three, uh, two oh um, eight, um, nine one uh, six.",
            "Phone: 07533208916.",
        ),
        ("it's colette at um fernway dot com", "Email: colette@fernway.com."),
    ],
)
def test_who_hesitates_in_the_middle_of_a_number_has_said_it(
    said: str, entry: str, document: Document
) -> None:
    note = document(f"agent: How can I reach you?\nclient: {said}")
    assert ([one.text for one in note.fields.contact], note.unsupported) == ([entry], ())
