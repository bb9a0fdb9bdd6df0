"""How people say it: a line of talk, and what stands in the note for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note
from assist.note.text import entries_of

Document = Callable[[str], Note]


@pytest.mark.parametrize(
    ("said", "field", "lines"),
    [
        ("client: Yeah hiya so basically now you've gone and billed me four hundred and twelve quid.", "problem",
         ["We have billed the client £412."]),
        ("client: You thieving bastards charged me twice for one screen.", "problem",
         ["We charged the client twice for one screen."]),
        ("client: Your colleague said he'd call me back on Friday and he didn't.", "problem",
         ["Our colleague said he'd call the client back on Friday and he didn't."]),
        ("client: It said your membership's been cancelled.", "problem",
         ["It said the client's membership's been cancelled."]),
        ("client: No hot water since Sunday.", "problem", ["No hot water since Sunday."]),
        ("client: You are a bloody idiot.", "problem", []),
        ("agent: A van can be with you on Monday.\nclient: That's way too late for me.", "problem", []),
        ("client: Could you do a late check out on the Sunday?", "client_wants",
         ["Us to do a late check out on the Sunday."]),
        ("client: I wondered if we could have a cot in the room.", "client_wants", ["To have a cot in the room."]),
        ("client: Don't write to her again.", "client_wants", ["Us not to write to her again."]),
        ("client: I want it in writing. And an apology, from a person.", "client_wants",
         ["To have it in writing.", "An apology, from a person."]),
        ("client: Will I have to pay?", "client_wants", []),
        ("agent: What I can't do is take off the court fee.", "cannot_do", ["Can't take off the court fee."]),
        ("agent: I can't help you while you call me names.", "cannot_do", []),
        ("agent: Please don't use any switches.", "cannot_do", []),
        ("agent: You could send me a photo of the meter.", "options",
         ["The client sends the agent a photo of the meter."]),
        ("agent: You can call me directly.", "options", []),
        ("agent: We can sort it out.", "options", []),
        ("agent: I've got a slot Thursday, no sorry, Friday morning.", "options", ["A slot Friday morning."]),
        ("agent: Dr Malik could see her today or I can send our pet ambulance.", "options",
         ["Dr Malik could see her today.", "Send our pet ambulance."]),
        ("agent: I'll ring the depot myself on Thursday.", "plan", ["Ring the depot on Thursday."]),
        ("agent: I'll see what I can do and I'll call you back tomorrow.", "plan",
         ["Call the client back tomorrow."]),
        ("agent: I won't charge you for the week.", "plan", ["Won't charge the client for the week."]),
        ("agent: The engineer will be Steve.", "plan", []),
        ("agent: That's set by the regulator.", "plan", []),
        ("agent: I'll order the router now, it'll be with you tomorrow by one o'clock.", "plan",
         ["Order the router now.", "The router will be with the client tomorrow by one o'clock."]),
        ("agent: I'll refund you, you'll have it by tonight.", "plan", ["Refund the client by tonight."]),
        ("agent: And the letter, I can't promise it. If he's unwell tomorrow bring him in.", "goal_date", []),
        ("agent: What's your name?\nclient: Daz. It's Daz.", "contact", ["Name: Daz."]),
        ("client: It's Saturday. And it's Thursday today.", "contact", []),
        ("agent: i can peel off three and myself i'm slow but it's done by noon", "contact", []),
        ("agent: What's the reference?\nclient: It's P W nine nine four one seven.", "contact",
         ["Reference: PW99417."]),
        ("agent: Your hospital number?\nclient: H for Harry, four four oh one two.", "contact",
         ["Reference: H44012."]),
        ("agent: And the number?\nclient: B K two two nine, no, sorry, B K two three nine.", "contact",
         ["Reference: BK239."]),
        ("agent: A phone number?\nclient: Oh one six one, four nine six, double oh twelve.", "contact",
         ["Phone: 01614960012."]),
        ("agent: And your email?\nclient: It's k bello at ace tuition dot com.", "contact",
         ["Email: kbello@acetuition.com."]),
        ("agent: What's the surname?\nclient: Brannigan, B R A double N I G A N.", "contact", ["Name: Brannigan."]),
        ("agent: Your card number, please?\nclient: Four one one one, one one one one, one one one one.",
         "contact", []),
        ("agent: What's your phone number?\nclient: Five five five, oh one nine four.\nagent: And the card number?\n"
         "client: four one one one\nclient: one one one one\nclient: one one one one\nclient: one one one one\n"
         "agent: four one one one one one one one one one one one one one one one", "contact", ["Phone: 5550194."]),
        ("agent: You're speaking to Yusuf, how can I help?", "contact", ["Agent's name: Yusuf."]),
        ("agent: fixit station hiya its jodie", "contact", ["Agent's name: Jodie."]),
        ("agent: Shear Joy, Kelly-Ann speaking.", "contact", ["Agent's name: Kelly-Ann."]),
        ("client: yeah hi denzel it's pooja one of your blokes came out", "contact", ["Name: Pooja."]),
        ("client: hi um this is jonah reyes i canceled back in june", "contact", ["Name: Jonah Reyes."]),
        ("client: Yeah, it's Ron next door to the job on Cobden Street.", "contact", ["Name: Ron."]),
        ("client: Good. Mrs Isbister, by the way.", "contact", ["Name: Mrs Isbister."]),
        ("client: hello it's about my sofa and it's grand", "contact", []),
        ("client: Her wheelchair's brakes are not holding.", "problem",
         ["Her wheelchair's brakes are not holding."]),
        ("agent: What would help you most?\nclient: Something with wheels.", "client_wants",
         ["Something with wheels."]),
        ("client: What would I want a second kettle for?", "client_wants", []),
        ("client: How could you do that to her?", "client_wants", []),
        ("client: I need to know whether to move my mother.", "client_wants",
         ["To know whether to move their mother."]),
        ("agent: Just leave the key.\nclient: Leave the key, right.", "client_wants", []),
        ("agent: There are two ways. You keep it and we pay you ten pounds, or I fetch it on Monday.", "options",
         ["The client keeps it and we pay the client £10.", "Fetch it on Monday."]),
        ("agent: I've got a van you could have today.", "options", ["A van the client could have today."]),
        ("agent: I have Tuesday at nine in the morning, or there's Friday at ten.\nclient: Friday we move. Tuesday, "
         "nine is fine.", "options", ["Tuesday at nine in the morning (chosen)", "Friday at ten (refused)"]),
        ("agent: I can put you down for May, or you could have a fern instead.\nclient: My son hates ferns.",
         "options", ["Put the client down for May.", "Have a fern instead (refused)"]),
        ("agent: I'll take off twenty pounds.\nclient: Make it sixty.\nagent: I could do thirty.", "plan", []),
        ("agent: The plumber's booked for Thursday.", "plan", ["The plumber's booked for Thursday."]),
        ("agent: The doctor is full on Wednesday.", "goal_date", []),
        ("client: I'm fine. The rest is gone.\nagent: So there's a gap where the rest was.", "options", []),
        ("agent: You're welcome to swap it, or we fetch it.", "options", ["The client swaps it.", "Fetch it."]),
        ("client: I'd want the film, and a new lock.", "client_wants", ["The film.", "A new lock."]),
        ("client: Somebody's bent the gate on our drive.", "problem",
         ["Somebody's bent the gate on the client's drive."]),
        ("agent: Then I'll be at her door at ten on Friday.", "plan", ["Be at her door at ten on Friday."]),
        ("agent: I can only do windows.", "options", []),
        ("agent: I'll phone you tomorrow at ten to hear whether it holds.", "follow_up",
         ["Phone the client tomorrow at ten."]),
        ("agent: You'll have an answer from me by Friday.", "follow_up",
         ["The client will have an answer from the agent by Friday."]),
        ("agent: Or we'll end it here.", "plan", []),
        ("agent: She is going to be perfectly safe.", "plan", []),
        ("agent: I've put that down too.", "plan", []),
        ("agent: Your coat's ready on Tuesday.", "plan", ["The client's coat's ready on Tuesday."]),
        ("agent: I'll text you on Monday. Let me read it all back.", "plan", ["Text the client on Monday."]),
        ("agent: And your postcode?\nclient: E C one a four j p.", "contact", ["Postcode: EC1A4JP."]),
        ("agent: Your email?\nclient: It's sam dot hale at, uh, at fastpost dot com.", "contact",
         ["Email: sam.hale@fastpost.com."]),
        ("agent: What's your number?\nclient: Oh two one, then five five.\nclient: Six, no, sorry, seven. Seven "
         "three two oh.\nagent: Oh two one five five seven three two oh.", "contact", ["Phone: 021557320."]),
        ("agent: The name's simple.", "contact", []),
        ("agent: I've got it in the small bag, or there's oats in the big one.", "options",
         ["It in the small bag.", "Oats in the big one."]),
        ("agent: There's a taxi firm nearby. Or there's the inn over the bridge.", "options",
         ["A taxi firm nearby.", "The inn over the bridge."]),
        ("agent: Could you come in tomorrow, or I'll come to you?", "options",
         ["The client comes in tomorrow.", "Come to the client."]),
        ("agent: I could rush them, or make you a plain pair today.", "options",
         ["Rush them.", "Make the client a plain pair today."]),
        ("agent: I have Tuesday the first of December at ten, or Wednesday the second at nine.\n"
         "client: The Tuesday, please. Wednesday's sports day.", "options",
         ["Tuesday the first of December at ten (chosen)", "Wednesday the second at nine (refused)"]),
        ("agent: You can come in and sit with us, or I could come to you after work.\nclient: I'd rather come in.",
         "options", ["The client comes in and sits with us (chosen)", "Come to the client after work (refused)"]),
        ("agent: What would you need, so you could sleep at night?", "options", []),
        ("agent: So when you're through this I'll call you on Thursday.", "plan", ["Call the client on Thursday."]),
        ("agent: You'll get a letter saying so.", "plan", ["The client will get a letter saying so."]),
        ("agent: I've got you here. I'm going to stop us there. This is going to sound odd. I'll hold.", "plan", []),
        ("agent: I'll drop you a text on Friday.", "follow_up", ["Drop the client a text on Friday."]),
        ("agent: I'll have it for you from nine tomorrow.\nclient: And is it this Friday they're off?\n"
         "agent: It's the next one, the fourth.", "goal_date", ["tomorrow"]),
        ("client: I wanna switch it.", "client_wants", ["To switch it."]),
        ("client: Would somebody be able to have a look?", "client_wants", ["Somebody to have a look."]),
        ("client: My wife asks for one more pillow, please.", "client_wants", ["One more pillow."]),
        ("agent: Hello, this is Rory.\nclient: I need a boat, Rory.", "client_wants", ["A boat."]),
        ("agent: What email's it under?\nclient: It's sam dot pettway, two Ts, at inbox dot com.", "contact",
         ["Email: sam.pettway@inbox.com."]),
        ("agent: Your email?\nclient: It's gwen at prosser hyphen hill dot co dot uk.", "contact",
         ["Email: gwen@prosser-hill.co.uk."]),
        ("agent: Can I take your reference?\nclient: Q Q, one two.\nagent: Q Q one two.\n"
         "client: Three four five six, C as in Chennai.", "contact", ["Reference: QQ123456C."]),
        ("agent: What's the order number?\nclient: I've given it three people!\nagent: I need it to find you.\n"
         "client: Fine. Fine. Seven seven one, four oh two.", "contact", ["Order: 771402."]),
        ("agent: And the claim number?\nclient: Seven, seven, oh, dash, one, nine, three, three, six.", "contact",
         ["Reference: 77019336."]),
        ("agent: If anything moves, ring me directly, oh one two seven one, five five oh, one four four.", "contact",
         ["Agent's phone: 01271550144."]),
        ("client: This is Mrs Anna Whitlow, and I'm cross.", "contact", ["Name: Mrs Anna Whitlow."]),
        ("agent: Hello, Marguerite at Golden Weddings.", "contact", ["Agent's name: Marguerite."]),
        ("agent: There's the big one. Or, um, there's the small one.", "options", ["The big one.", "The small one."]),
        ("agent: There is a slot tomorrow evening. Or Friday morning.\nclient: Tomorrow I am having a meeting. "
         "Then do Friday.", "options", ["A slot tomorrow evening (refused)", "Friday morning (chosen)"]),
        ("agent: I can post it today.\nclient: I don't go out.\nagent: Okay, or I could bring it tomorrow.\n"
         "client: Yes, let's do tomorrow.", "options",
         ["Post it today (refused)", "Bring it tomorrow (chosen)"]),
        ("agent: Shall I deliver it, or will you come in for it?\nclient: Deliver it, please.", "options",
         ["Deliver it (chosen)", "The client comes in for it (refused)"]),
        ("agent: You can take her to your own vet, or there's ours on Fore Street.\nclient: Ours is closed today. "
         "Let's do yours.", "options",
         ["Take her to the client's own vet (refused)", "Ours on Fore Street (chosen)"]),
        ("agent: I can fit you in on Friday, or come to your house on Saturday.\nclient: No, Saturday at the house.",
         "options", ["Fit the client in on Friday (refused)", "Come to the client's house on Saturday (chosen)"]),
        ("agent: You can have your man do a repair today. Would that do you?\nclient: It would.", "options",
         ["Have the client's man do a repair today (chosen)"]),
        ("agent: One thing we can do is send you a data pack, so you can use the hotspot.", "options",
         ["Send the client a data pack."]),
        ("agent: Do you want me to ring you as well?\nclient: No, there's no need to ring. A letter is fine.", "plan",
         []),
        ("agent: I could give you the next one free, I can do that.", "options",
         ["Give the client the next one free."]),
        ("agent: I can let you have the grey one.", "options", ["Let the client have the grey one."]),
        ("agent: If we get cut off I'll ring you.", "follow_up", ["Ring the client if we get cut off."]),
        ("agent: I'll ring you if he's running late.", "plan", ["Ring the client if he's running late."]),
        ("agent: I'll send it if I can. If you like I'll ring you.", "plan", []),
        ("agent: Good, I send you the link today.", "plan", ["Send the client the link today."]),
        ("agent: Okay, you're on the nine o'clock tomorrow.", "plan", ["The client is on the nine o'clock tomorrow."]),
        ("agent: You'll get an email in ten minutes.", "follow_up", ["The client will get an email in ten minutes."]),
        ("agent: My system won't let me remove the charge.", "cannot_do",
         ["The agent's system won't let the agent remove the charge."]),
        ("agent: We've nothing until the second of February.", "cannot_do",
         ["We've nothing until the second of February."]),
        ("agent: I know I know I agree with you but I cannot do a free repair.", "cannot_do",
         ["Cannot do a free repair."]),
        ("agent: We can't have that.", "cannot_do", []),
        ("client: I don't want sorry, I want the parcel.", "client_wants", ["The parcel."]),
        ("client: Kindly send one engineer.", "client_wants", ["Us to send one engineer."]),
        ("client: I'm not paying a call-out again.", "client_wants", ["Not to pay a call-out again."]),
        ("client: I will wear the old ones.", "plan", ["Wear the old ones."]),
        ("client: I'll let you know by tomorrow.", "plan", ["Let us know by tomorrow."]),
        ("agent: hello you're through to parcelway this is leanne", "contact", ["Agent's name: Leanne."]),
        ("agent: Hello, you're speaking with, er, with Tobias.", "contact", ["Agent's name: Tobias."]),
        ("client: Hi, my name is hannah, and my sofa is late.", "contact", ["Name: Hannah."]),
        ("client: My name is spelled wrong. My name is on the bill.", "contact", []),
        ("client: This is ridiculous. this is about my bill", "contact", []),
        ("client: hi kwame its helen in legal", "contact", ["Name: Helen."]),
        ("client: uh this is gloria fontaine and my box is late", "contact", ["Name: Gloria Fontaine."]),
        ("agent: okay miss whitlock so you fly tomorrow", "contact", ["Name: Miss Whitlock."]),
        ("agent: What name's it under?\nclient: Beckett. Two tyres for a van.", "contact", ["Name: Beckett."]),
        ("client: It's oh seven eight nine oh, four four four, six one two.", "contact", ["Phone: 07890444612."]),
        ("agent: What's the number there?\nclient: It's oh double seven double oh, nine, no, sorry, oh double seven "
         "double oh, eight one one, two five four.", "contact", ["Phone: 07700811254."]),
        ("agent: And your phone number?\nclient: yeah its oh seven four double one\nagent: yep\n"
         "client: three oh three\nagent: yep\nclient: eight eight nine", "contact", ["Phone: 07411303889."]),
        ("agent: What's your email?\nclient: renata hale at quickpost dot net no dots", "contact",
         ["Email: renatahale@quickpost.net."]),
        ("agent: Which email?\nclient: Use tpruitt at homemail dot com.", "contact", ["Email: tpruitt@homemail.com."]),
        ("agent: I'll ring you on Thursday.\nclient: Not Thursday, I work. Can you do Wednesday?\n"
         "agent: Wednesday, then.", "plan", ["Ring the client on Wednesday."]),
        ("agent: I'll bring it on Wednesday. Then I'll fit it on Friday, and I'll call you on Monday to hear of it.",
         "goal_date", ["on Friday"]),
        ("agent: I'll book it for Thursday and pay you by Wednesday.", "goal_date", ["by Wednesday"]),
        ("agent: It'll be activated within two hours. I'll come by on Friday.", "goal_date", ["on Friday"]),
        ("agent: I can send you grace, or I can offer two people.\nclient: I'd rather have grace.\n"
         "agent: Good. I will book grace for Monday.", "plan", ["Book grace for Monday."]),
        ("client: It's about my new plate. It's rubbing me raw.", "problem",
         ["It's about the client's new plate.", "It's rubbing the client raw."]),
        ("client: She's got a cut on her ear.", "problem", ["She's got a cut on her ear."]),
        ("client: Hello, my name is emily lawson, and I am angry.", "contact", ["Name: Emily Lawson."]),
        ("agent: And your email?\nclient: It's G T I L L M A N at lakepost dot com.", "contact",
         ["Email: gtillman@lakepost.com."]),
        ("agent: And who can I ring?\nclient: My wife. She's at five five five, oh one four two.", "contact",
         ["Phone: 5550142."]),
        ("client: Hi, it's Tom Ashworth at fourteen Cardigan Road.", "contact", ["Name: Tom Ashworth."]),
        ("agent: What's your name?\nclient: It's Colin. Colin Baptiste.", "contact", ["Name: Colin Baptiste."]),
        ("agent: Your date of birth?\nclient: The fourth of May, nineteen fifty-eight. Maureen Hobbs.", "contact",
         ["Name: Maureen Hobbs."]),
        ("agent: St Cuthbert's, Mrs Lyle speaking.", "contact", ["Agent's name: Mrs Lyle."]),
        ("agent: Call me, my extension is four one seven.\nclient: Four one seven, got it.", "contact",
         ["Agent's extension: 417."]),
        ("agent: Ring us back on the other line, that's oh one seven five two, four nine six, two hundred.", "contact",
         ["Agent's phone: 01752496200."]),
        ("agent: Do you have your bag tag?\nclient: Yeah, it's six oh eight, four four one, seven two nine.", "contact",
         ["Reference: 608441729."]),
        ("client: hi its yvonne with the fiesta", "contact", ["Name: Yvonne."]),
        ("client: ring my own its oh seven seven double oh nine hundred three three eight", "contact",
         ["Phone: 07700900338."]),
        ("client: I want it warm for her.", "client_wants", ["To have it warm for her."]),
        ("client: Email's fine. You should have it.", "client_wants", []),
        ("client: what about the bank do i need to tell them", "client_wants", []),
        ("client: And I don't think we should be paying full rent.", "client_wants", ["Not to pay full rent."]),
        ("client: Somebody needs to sort the floor.", "client_wants", ["Somebody to sort the floor."]),
        ("client: Then I'll go get it tonight.", "plan", ["Go get it tonight."]),
        ("client: Then I'll cancel my account.", "plan", []),
        ("agent: Could you send me a picture?\nclient: Yeah, I can send that tonight.", "plan", ["Send that tonight."]),
        ("agent: I'll take that off. You'll see it on the card in, um, three to five business days.", "goal_date",
         ["in three to five business days"]),
        ("agent: Nope. Don't pay it.", "cannot_do", []),
        ("agent: No, of course she can't.", "cannot_do", []),
        ("client: ok its gemma price by the way", "contact", ["Name: Gemma Price."]),
        ("agent: no its all free within sixty days", "goal_date", []),
        ("agent: No, you wouldn't be able to.", "cannot_do", []),
        ("agent: She was not allowed to board because the seat was given to somebody else.", "cannot_do", []),
        ("agent: If your boss has questions, he can call me directly on extension four one two.", "options", []),
        ("client: Just want a new one put in.", "client_wants", ["A new one put in."]),
        ("client: And I don't think I should pay all of it.", "client_wants", ["Not to pay all of it."]),
        ("client: I don't want to look at fog all day.", "client_wants", ["Not to look at fog all day."]),
        ("agent: And what are you wanting from us, a repair or the money?\nclient: The money.", "client_wants",
         ["The money."]),
        ("agent: your account number?\nclient: M S dash four four oh two seven.", "contact", ["Account: MS44027."]),
        ("agent: your reference?\nclient: its seven oh three double one nine K", "contact", ["Reference: 703119K."]),
        ("agent: The booking reference?\nclient: N F, then six one, then nought four, then a B for Bravo.\n"
         "agent: N F six one nought four B.", "contact", ["Reference: NF6104B."]),
        ("client: okay my email's jonah r at quickbox dot com", "contact", ["Email: jonahr@quickbox.com."]),
        ("client: Who do I ring if I hear nothing?\nagent: Me. Tobias.", "contact", ["Agent's name: Tobias."]),
        ("agent: what names it under\nclient: shannon o'dowd", "contact", ["Name: Shannon O'Dowd."]),
        ("agent: your name what is it\nclient: feldman josh feldman", "contact", ["Name: Josh Feldman."]),
        ("client: My email is conor tuohy eighty eight at postbox dot ie.", "contact",
         ["Email: conortuohy88@postbox.ie."]),
        ("agent: I have you at eight one six, five five five, oh one nine oh.\nclient: That's right.", "contact",
         ["Phone: 8165550190."]),
        ("client: morning declan howya its noreen scully out in ballon", "contact", ["Name: Noreen Scully."]),
        ("client: Here is Marek Nowicki, I was by you last week.", "contact", ["Name: Marek Nowicki."]),
        ("agent: is it mr lennox\nclient: thats it bob lennox", "contact", ["Name: Bob Lennox."]),
        ("agent: Concerning the forty thousand, call us.", "contact", []),
        ("agent: Today I'm chock a block.", "cannot_do", ["Today the agent is chock a block."]),
        ("agent: I'm afraid the rooms with windows are all gone for the Monday.", "cannot_do",
         ["The rooms with windows are all gone for the Monday."]),
        ("agent: So it's out from seven till ten, and your daughter can't study.", "cannot_do", []),
        ("agent: I'm afraid we don't email those.", "cannot_do", ["We don't email those."]),
        ("agent: I can freeze it at thirty-five.", "options", ["Freeze it at 35."]),
        # a thing named before the deed
        ("agent: A taxi I can do from tomorrow morning.", "options", ["Do a taxi from tomorrow morning."]),
        ("client: What about her?\nagent: I've got the same model in Leeds, brand new, I can have it to you Saturday. "
         "Or there's a better one in your local store.", "options",
         ["Have the same model in Leeds, brand new, to the client Saturday.",
          "A better one in the client's local store."]),
        ("agent: I can put a travel marker on from Saturday to, when are you back?", "options",
         ["Put a travel marker on from Saturday."]),
        ("agent: The list I'll send you in five minutes.", "plan", ["Send the client the list in five minutes."]),
        ("agent: I can come and measure it. Tonight or tomorrow night, whichever you're in for.", "options",
         ["Come and measure it, tonight or tomorrow night, whichever the client is in for."]),
        ("client: can you help me with that", "client_wants", []),
        ("agent: The money's no problem, I'll put that back on your card today.", "plan",
         ["Put that back on the client's card today."]),
        ("agent: I can't promise the hair, I'm not going to say it'll grow in nine days.", "options", []),
        ("client: I need some help with something.", "client_wants", []),
        ("client: I'll look forward to hearing from them.", "plan", []),
        ("client: I want it fixed. I don't care about the money.", "client_wants", ["To have it fixed."]),
        ("client: I've forgotten my password again, sorry.", "problem",
         ["The client has forgotten their password again."]),
        ("client: I want it all back\nagent: I can't give you all of it I'm not allowed what I can do is give you five "
         "hundred pounds today", "options", ["Give the client £500 today."]),
        # another amount takes the place of the first
        ("agent: I'll put seventy-five pounds back on your card.\nclient: That doesn't cover it.\n"
         "agent: I'll do a hundred and fifty.", "plan", ["Put 150 back on the client's card."]),
        # the same call, promised once more
        ("agent: I'll ring you tomorrow at noon to see it's holding.\nclient: Fine.\n"
         "agent: I'll talk to you tomorrow at noon.", "plan",
         ["Ring the client tomorrow at noon to see it's holding."]),
        ("agent: I'll give you a refund today.\nclient: Good.\nagent: And I'll call you today.", "plan",
         ["Give the client a refund today.", "Call the client today."]),
        ("agent: I'll phone you by two o'clock today with one or the other.\nclient: Okay.\n"
         "agent: And I ring you by two, either way.", "plan",
         ["Phone the client by two o'clock today with one or the other."]),
        ("agent: And yours'll be ready by noon tomorrow.", "plan", ["The client's will be ready by noon tomorrow."]),
        ("client: When?\nagent: I can't have it back to you tonight.", "cannot_do",
         ["Can't have it back to the client tonight."]),
        ("client: And the nine days?\nagent: You won't be charged for the nine days.", "cannot_do", []),
        ("client: I don't want congratulations, I want to be there.", "client_wants",
         ["To be there."]),
        ("agent: I'll stop Friday's, and the hundred and ten will come out on the fifteenth instead.\n"
         "client: Make it the twentieth, I get paid on the eighteenth.\nagent: The twentieth, then.", "plan",
         ["Stop Friday's.", "The 110 will come out on the twentieth instead."]),
        ("agent: The bridge we'll remake, no charge. I can't do it in two days.", "cannot_do",
         ["Can't do it in two days."]),
        ("client: The fitter said it was like that when it came out of the box.", "problem",
         ["The fitter said it was like that when it came out of the box."]),
        ("client: Could they at least make it so it doesn't snag?", "client_wants",
         ["Them to make it so it doesn't snag."]),
        # what is asked for without a form of asking says who is to do it
        ("client: My card is wrong.\nagent: What would you like to happen?\n"
         "client: You send it to my work address.", "client_wants",
         ["Us to send it to their work address."]),
        ("client: I'm stuck here.\nagent: What time would you want it?\nclient: Could it be like eight thirty?",
         "client_wants", ["It to be like eight thirty."]),
        ("client: I don't want it switched off till I've got that off.", "client_wants",
         ["Not to have it switched off till the client has got that off."]),
        ("client: Pay me. And get it off him without me.", "client_wants",
         ["Us to pay the client.", "Us to get it off him without the client."]),
        ("client: i want it so he never goes anywhere without that kit on him", "client_wants",
         ["To have it so he never goes anywhere without that kit on him."]),
        ("client: My yard is yellow.\nagent: What would you like me to do?\n"
         "client: Roll it out by the twenty-sixth.", "client_wants", ["Us to roll it out by the twenty-sixth."]),
        ("client: He won't come.\nagent: What would you like to happen?\nclient: Is there another driver?",
         "client_wants", ["Another driver."]),
        ("client: Don't post it, I've not got a door number.", "client_wants", ["Us not to post it."]),
        # a question that a recogniser lets run on is none of the statement's words
        ("client: yeah i've called three times tonight where's the guy", "problem",
         ["The client has called three times tonight."]),
        ("client: i want to change my seat if that's okay", "client_wants", ["To change their seat."]),
        # a limit of which only the "not" is said
        ("client: Could you send me a new card?\nagent: I'm not allowed to.", "cannot_do",
         ["Not allowed to send the client a new card."]),
        ("agent: Four thousand new of the same, this I don't have.", "cannot_do",
         ["4000 new of the same, this the agent doesn't have."]),
        # a thing before what can't be done with it, with a comma and without
        ("agent: the embassy fee i cant pay for you thats nineteen thousand", "cannot_do",
         ["Can't pay the embassy fee for the client that's 19000."]),
        ("agent: The licence I can't get back any sooner.", "cannot_do",
         ["Can't get the licence back any sooner."]),
        ("agent: The taxis, I can't agree that myself.", "cannot_do", ["Can't agree the taxis."]),
        ("agent: The old phone's gone, I can't get it back.", "cannot_do",
         ["Can't get it back."]),
        ("agent: The seven hundred, I can dispute it, with your pictures.", "options",
         ["Dispute the 700, with the client's pictures."]),
        ("agent: ive nobody today theyre all out", "cannot_do", ["We have nobody today, they're all out."]),
        # what has no verb and no "not" limits nothing
        ("client: My data is gone.\nagent: For the data.", "cannot_do", []),
        ("agent: hes doing normal texture sir i cant say", "cannot_do", []),
        # an offer that is put as a question
        ("agent: Do you want to keep the locker? It's ten a month.\nclient: No, you can give that up.",
         "options", ["The client keeps the locker (refused)"]),
        ("agent: Do you want it back on the card or as credit?\nclient: On the card.", "options",
         ["Have it back on the card (chosen)", "Have it back as credit (refused)"]),
        ("agent: She can have a room of her own. Or would she rather stay in the hall with her friends?\n"
         "client: Her own room.", "options",
         ["She can have a room of her own (chosen)", "Stay in the hall with her friends (refused)"]),
        ("agent: You could bring it by. Or I could look at it while you wait.", "options",
         ["The client brings it by.", "Look at it while the client waits."]),
        ("agent: I can bring you two or take it off the next ticket, whichever.", "options",
         ["Bring the client two.", "Take it off the next ticket."]),
        ("agent: Would you come in, or I'd come out to you, with the owner?\nclient: You'll come to me.", "options",
         ["The client comes in (refused)", "The agent would come out to the client, with the owner (chosen)"]),
        ("agent: weve got a van free on friday or a courier on saturday", "options",
         ["A van free on Friday.", "A courier on Saturday."]),
        # all that is done then
        ("agent: What I can do is take the X-rays off, that's two hundred and ten, and freeze the rest.\nclient: Yes.",
         "options", ["Take the X-rays off, that's 210, and freeze the rest (chosen)"]),
        ("agent: I can cancel it and send a new one.", "options", ["Cancel it and send a new one."]),
        # as deeds, however the question puts them
        ("agent: Would it be all right if I rang you tomorrow and told you what happened?\nclient: Yes please.",
         "options",
         ["Ring the client tomorrow and tell the client what happened (chosen)"]),
        ("agent: What if we moved you to the early round?", "options", ["Move the client to the early round."]),
        # who is only called names, and called them again
        ("client: You sent the wrong one, you stupid idiots.", "problem", ["We sent the wrong one."]),
        ("client: I'll call you what I like, you useless woman.", "plan", []),
        # what runs from an event that is still to come is no day yet
        ("agent: Once the report's in I'll have a decision to you within five working days.", "plan",
         ["Have a decision to the client within five working days once the report's in."]),
        ("agent: I can't decide that on my own.", "cannot_do", ["Can't decide that."]),
        ("agent: I can't do it, the machine only lets the office do that.", "cannot_do",
         ["Can't do it, the machine only lets the office do that."]),
        ("client: I want to know what kind of person does that.", "client_wants",
         ["To know what kind of person does that."]),
        ("client: My boiler broke.\nagent: What would you want us to do?\n"
         "client: I want someone out today. Not tomorrow, today.", "client_wants", ["Someone out today."]),
        ("client: Before you start, this is my fifth call.", "problem", ["This is the client's fifth call."]),
        ("client: You can help by telling me why my bill is three hundred pounds.", "problem",
         ["The client's bill is £300."]),
        ("client: You've charged me for a gym I don't go to.", "problem",
         ["We have charged the client for a gym the client doesn't go to."]),
        ("agent: Somebody will be in touch on Monday, oh, no, it's a holiday, on Tuesday.", "plan",
         ["Somebody will be in touch on Tuesday."]),
    ],
)  # fmt: skip
def test_a_line_of_talk(said: str, field: str, lines: list[str], document: Document) -> None:
    note = document(said)
    assert [entry.text for entry in entries_of(note.fields, field)] == lines
    assert note.unsupported == ()


CHOICES = """
    agent: I can send the pushchair out on Wednesday, or I can refund you.
    client: {}
"""


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        ("So send it.", ["chosen", "refused"]),
        ("Refund, please.", ["refused", "chosen"]),
        ("No, just refund me.", ["refused", "chosen"]),
        ("Could you send it on Wednesday?", ["chosen", "refused"]),
        ("Send the pushchair. No, actually, you know what, just refund it.", ["refused", "chosen"]),
        ("But it cost me forty five.", ["", ""]),
        ("What's the catch?", ["", ""]),
        ("I don't want a refund, I want the pushchair.", ["chosen", "refused"]),
        ("Hmm, I'd rather the money back.", ["refused", "chosen"]),
        ("I suppose the refund, then.", ["refused", "chosen"]),
        ("Keep the pushchair, I'll take my money.", ["refused", "chosen"]),
        ("Wednesday's my wedding.", ["refused", ""]),
        ("Not the refund. The Wednesday one.", ["chosen", "refused"]),
        ("What do I want a refund for?", ["", "refused"]),
    ],
)
def test_how_a_choice_is_made(answer: str, states: list[str], document: Document) -> None:
    note = document(CHOICES.format(answer))
    told = [
        entry.text.rpartition("(")[2].rstrip(")") if "(" in entry.text else ""
        for entry in note.fields.options
    ]
    assert told == states


def test_both_are_asked_for_and_granted(document: Document) -> None:
    note = document(CHOICES.format("Can I have both?") + "    agent: You can have both, yeah.\n")
    assert [entry.text[-8:] for entry in note.fields.options] == ["(chosen)", "(chosen)"]


def test_a_day_is_put_right_in_the_next_breath(document: Document) -> None:
    note = document("agent: I'll pay you back by Wednesday, no, sorry.\nagent: By Friday.")
    assert [(row.text, row.due) for row in note.fields.plan] == [
        ("Pay the client back by Friday.", "2026-11-27")
    ]


def test_what_is_promised_after_an_answer_was_chosen(document: Document) -> None:
    note = document(
        CHOICES.format("Well, we need it for the baby.")
        + "    agent: Then the pushchair goes out on Wednesday.\n"
    )
    assert note.fields.options[0].text.endswith("(chosen)")


def test_a_promise_that_was_refused_gives_way_to_what_is_offered_instead(document: Document) -> None:
    note = document("""
        agent: I'll bring you the bed on Thursday.
        client: No, I can't wait till then.
        agent: I could bring it tomorrow.
        client: Tomorrow, please.
        agent: Then tomorrow it is.
    """)
    assert [row.due for row in note.fields.plan] == ["2026-11-24"]
    assert note.fields.goal_date is not None
    assert note.fields.goal_date.date == "2026-11-24"


def test_another_day_and_another_amount_are_offers_of_their_own(document: Document) -> None:
    note = document("""
        agent: I've got a fitter with a gap on Thursday.
        client: Thursday's my birthday.
        agent: Friday, then, at the same time?
        client: Friday's fine.
        agent: And what about thirty off?
        client: Nah.
        agent: Forty, I can't go further.
        client: Forty, okay.
    """)
    assert [entry.text for entry in note.fields.options] == [
        "A fitter with a gap on Thursday (refused)",
        "A fitter with a gap on Friday (chosen)",
        "30 off (refused)",
        "40 off (chosen)",
    ]
    assert note.unsupported == ()


def test_what_is_read_back_and_right_is_agreed(document: Document) -> None:
    note = document("""
        agent: I can send a joiner for the lock today.
        client: It sticks.
        agent: So, a joiner for the lock today. Is that right?
        client: That's right.
    """)
    assert [row.due for row in note.fields.plan] == ["2026-11-23"]


PROMISED = """
I'm putting that in the post today.
I'll leave it with your neighbour tomorrow.
The charge will be off your account by Friday.
That'll be credited by Monday.
That'll be waived, so there's nothing to pay.
It'll be looked into first thing tomorrow.
The notice will be taken off your account by the end of the day.
You won't be billed for it.
The codes, they'll be corrected in the December run.
and then the codes they'll be corrected in the december run
Someone'll be out to you by noon.
Our manager, Bernadette, will call you by lunchtime.
Maria from accounts will email you the statement.
The technician's going to ring you before he sets off.
We'll get that form over to you today.
What I'm going to do is send them the report tonight.
What I'll do is, I'll send them the report tonight.
I'll have him ring you.
I'll have somebody call you by three.
I'm having a new one sent out to you today.
I've asked Dan to call you tomorrow.
I'm getting that refunded for you now.
That's going in the post tonight.
The claim's going back in today with the right code.
Six go out to you tomorrow on our own van.
Your replacement ships tomorrow.
The crew's scheduled for tomorrow morning.
What I do know is that the crew's scheduled for tomorrow morning.
I can confirm that the crew will be there at eight tomorrow.
You'll be refunded in full.
You'll be getting a call from the manager tomorrow.
You're getting a call from the manager tomorrow.
Your card will be with you on Wednesday.
The rest will follow on Tuesday.
Expect a call from me tomorrow before ten.
You have my word you'll get every penny back.
I'll go through them myself this afternoon.
that's you in for Thursday at nine
You're all booked in for Thursday at nine.
I've put you in for Thursday at nine.
I'll make sure it gets added to your case.
I'll make sure that somebody rings you.
I will be calling you on Friday.
Consider it done, I'm cancelling the fee now.
We're going to have that picked up tomorrow.
They'll be collected tomorrow then.
Accounts will reissue that by close of play Monday.
I'll get an email over to you tonight.
they will reach out to you within two business days i'm putting that on the report
"""
NOT_PROMISED = """
That should be credited by Monday.
It might be looked into tomorrow.
I could have somebody call you by three.
If they deny it, that will be looked at.
It'll be fine.
He'll be disappointed.
The shop will be closed tomorrow.
You won't be able to use it.
You'll be charged a fee for that.
You'll be asked for a password.
That was credited on Monday.
The fee will be charged on Friday.
That'll be Steve.
I'm going to be honest with you.
I can imagine you'll be tired.
They won't be happy.
There won't be anybody in the office tomorrow.
You'll need to be home tomorrow.
Would you like me to have it sent out today?
The last one was sent out on Monday.
You'll be glad to hear that.
It won't be long.
I won't be in tomorrow.
Let me go through your file.
I'll go through the questions now.
You'd be credited by Monday if it was approved.
How will it be credited by Monday?
I'll run a line test now, just give me a sec.
You told us it'll be delivered today.
"""


def test_what_is_promised_in_everyday_words(document: Document) -> None:
    for line in PROMISED.strip().splitlines():
        note = document(f"agent: {line}")
        assert len(note.fields.plan) >= 1, line
        assert note.unsupported == (), line
    for line in NOT_PROMISED.strip().splitlines():
        assert document(f"agent: {line}").fields.plan == (), line


def test_what_cannot_be_sooner_is_promised_all_the_same(document: Document) -> None:
    note = document(
        "agent: I'll bring it on Friday.\nclient: Not before?\nagent: I can't do it before Friday."
    )
    assert [row.due for row in note.fields.plan] == ["2026-11-27"]
    note = document("client: Could you send me a new card?\nagent: Yes, I'll take care of that.")
    assert [row.text for row in note.fields.plan] == ["Send the client a new card."]


@pytest.mark.parametrize(
    "undone",
    ["Hold on, I can't do tomorrow.", "Oh. No, sorry, tomorrow's out.", "Ah, I can't make tomorrow."],
)
def test_a_promise_that_the_agent_takes_back_is_none(undone: str, document: Document) -> None:
    note = document(f"agent: I'll come out tomorrow.\nclient: Good.\nagent: {undone}")
    assert (note.fields.plan, note.fields.goal_date) == ((), None)


@pytest.mark.parametrize(
    ("said", "plan"),
    [
        ("Okay, let me do a hundred and fifty, that's as far as I can go.", "Knock 150 off for the wait."),
        ("ok let me do one fifty thats as far as i can go", "Knock one fifty off for the wait."),
        ("I can make it one twenty.", "Knock one twenty off for the wait."),
        ("I can't do more than a hundred, I'm sorry.", "Knock 100 off for the wait."),
    ],
)
def test_an_amount_that_is_scorned_gives_way_to_the_next(said: str, plan: str, document: Document) -> None:
    note = document(
        f"""
        client: I waited nine weeks for this sofa and it's the wrong colour.
        agent: I'll knock a hundred off for the wait.
        client: A hundred? Come on, it's nine weeks.
        agent: {said}
        client: Go on then.
        """
    )
    assert [row.text for row in note.fields.plan] == [plan]
    assert note.unsupported == ()
