"""How a promise is worded: who will do it, and what is done for the client."""

from __future__ import annotations

import re

from assist.note.words import one_of

_I = re.IGNORECASE


# --- word classes ------------------------------------------------------------------------------------

# what is done for a client, as a passive says it: "that'll be credited", "it's being sent"
DONE_FOR_THEM = one_of(
    r"""refunded, credited, waived, removed, taken (?:\w+ )?(?:off|out|away|care of), cancelled, canceled, corrected,
    fixed, replaced, repaired, mended, resolved, sorted, dealt with, seen to, looked (?:at|into), reviewed,
    investigated, checked, tested, escalated, raised, passed, chased, followed up, logged, added, sent, resent,
    posted, couriered, dispatched, shipped, emailed, texted, delivered, redelivered, dropped, brought,
    collected, picked up, fetched, returned, booked, rebooked, scheduled, rescheduled, arranged, reserved,
    moved, switched, transferred, put, held, set, given, paid, repaid, reimbursed, compensated, reversed,
    written off, processed, reprocessed, resubmitted, issued, reissued, reordered, ordered, printed, updated,
    upgraded, changed, amended, restored, reinstated, reconnected, reset, unlocked, unblocked, released,
    honou?red, extended, approved, called, rung, phoned, contacted, notified, told, informed, cleaned, redone,
    remade, rewritten, rebuilt, finished, done, completed, made, cut, fitted, installed, connected, covered,
    activated, knocked off"""
)
# said with "will be" too, and nothing that is done for them
NOT_FOR_THEM = one_of(
    r"""charged, billed, asked, tired, disappointed, closed, surprised, pleased, shocked, interested, worried, bored,
    annoyed, confused, delayed, missed, needed, required, expected, affected, limited, invoiced, recorded,
    rejected, declined, denied, deducted, lost, relieved, delighted, stuck, amazed, prompted, redirected,
    locked, blocked, cut off"""
)
# where somebody or something will be for them
PLACED = one_of(
    r"""with, out (?:to|with|for|the front), round, over, there, back, here, at (?:your|his|her|their|the), in
    (?:touch|your), on, ready, waiting, available, home, able, yours, calling, ringing, sending, coming,
    collecting, getting, hearing, receiving, bringing, delivering, going"""
)
_ADVERB = one_of(
    "also, definitely, certainly, all, now, then, just, currently, already, still, fully, personally"
)
_ADVERBS = rf"(?: {_ADVERB})*"
_WILL_WORDS = r"(?:'ll| will| shall|'m going to|'re going to| am going to| are going to|'m gonna|'re gonna)"
_NP = one_of(
    """the, our, a, an, my, your, this, that, those, these, all, someone, somebody, he, she, they, it, you, one of our,
    tomorrow's, today's, there"""
)
_NAME = r"(?:Dr|Mr|Mrs|Ms|Miss|Professor) \w+|(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+)"
# "driver'll drop it off": whoever it is, where "will" hangs on it
_WHOEVER = r"(?:(?<![\w'] )(?!what|who|where|when|which|nothing|nobody|there)[a-z]{4,}(?='ll\b))"
_SOMEBODY = rf"(?:{_NAME}|{_NP}|{_WHOEVER})"
# what goes, comes or is sent on a day: "the claim's going back in today"
_ON_ITS_WAY = one_of(
    r"""coming, hitting, bringing, sending, delivering, collecting, picking, calling, ringing, dropping, starting,
    putting, fitting, fixing, arriving, leaving, landing, getting, going (?:out|back|in|off|up|down|over|through|round),
    ready, done, finished, fixed"""
)
_GOES = one_of(
    r"goes, go (?:out|back|in|off|up|over"
    r"|through), gets, leaves, leave, arrives, arrive, comes, starts, ships, ship, "
    r"follows, follow, lands, takes (?:it|them|that|those|these|him|her|the|your|out|away|back|over)"
)
# what somebody does for them: "the driver brings it", "a crew collects you"
_DOES = one_of(
    """brings, collects, delivers, picks, drops, carries, fetches, rings, calls, phones, texts, emails, mails, writes,
    posts, sends, fits, fixes, mends, repairs, replaces, swaps, changes, cleans, sorts, does (?:it|that|them|the|your),
    finishes, installs, lifts, meets, visits, drives, pays, refunds, credits, checks, inspects, puts, gives, moves,
    lends"""
)

# --- forms -------------------------------------------------------------------------------------------

WILL = re.compile(
    rf"\b(?P<who>I|we)(?:{_WILL_WORDS}| promise to| am about to)"
    r"(?: (?:also|definitely|certainly|personally|then|now|just|absolutely|go ahead and|make sure to|immediately"
    r"|gladly|happily|have to|of course|quickly))* (?P<what>.+)",
    _I,
)
# "what I'm going to do is send it tonight"
WHAT_I_WILL_DO = re.compile(
    r"\bwhat (?:(?:I'm|we're|I am|we are) (?:going to|gonna)|(?:I|we)(?:'ll| will)) do(?: for you)?"
    r"(?: is,? (?:I'll |we'll )?(?:to )?|,? (?:I'll|we'll) )(?P<what>.+)",
    _I,
)
# "I'd be with you at noon", "I'd have the decision for you by Monday": with a day only
WOULD_BE_THERE = re.compile(
    r"^(?P<who>I|we)'d (?P<what>(?:be (?:with you|there|over|round|back)|have (?:it|that|them"
    r"|(?:the|your) [\w ]{2,20}?) (?:with|for|to|back to|over to|round to) you|get (?:it|that|them) (?:to"
    r"|back to|over to) you) .+)",
    _I,
)
SOMEBODYS_WILL = re.compile(
    rf"\b(?P<whole>{_SOMEBODY}\b(?:[^,.?!]{{0,40}}?|[^,.?!]{{0,20}}, [\w' ]{{2,30}},)"
    r"(?:'ll| will| is going to| are going to|(?<=\w)'(?:s|re) going to)\b(?! not| be able) .+)",
    _I,
)
# "you won't be billed for it", "there won't be a charge"
WONT = re.compile(
    r"\b(?P<who>I|we) (?P<what>(?:won't|will not) (?:be )?(?:charg|bill|tak|invoic|ask)(?:e|ing)? (?:you"
    r"|the|your|anything|for)\b.*)",
    _I,
)
WONT_BE_CHARGED = re.compile(
    r"^(?P<whole>(?:you|he|she|they|we|I|your \w+|there)(?: (?:definitely|certainly|also|still))? (?:won't"
    r"|will not|'ll not) "
    r"(?:(?:get|be) (?:charged|billed|invoiced|asked to pay|out of pocket)\b|be (?:any|an?|another"
    r"|no) (?:\w+ ){0,2}?"
    r"(?:charges?|fees?|bill|cost|penalty)\b|(?:have to |be )?pay(?:ing)? (?:anything|a penny|a cent|twice|for"
    r"|any)\b).*)",
    _I,
)
LET_ME = re.compile(
    r"^(?:so |and |then |okay,? )*let me (?P<what>(?:book|send|order|arrange|refund|credit|email|transfer"
    r"|reserve|issue"
    r"|raise|escalate|cancel|replace|put (?:you|that) (?:in|down)) .+)",
    _I,
)
WILL_ALONE = re.compile(
    r"^(?:and |so )?(?:will|gonna) (?P<what>(?:call|ring|phone|email|send|text|let you know|get|do|chase|sort"
    r"|drop"
    r"|post|book) .+)",
    _I,
)
# whatever they are about, but for talk, search and state of mind
DOING = re.compile(
    r"\b(?P<who>I'm|I am|we're|we are) (?:now |just |also |already )*(?P<what>(?!(?:seeing|looking|reading"
    r"|hearing"
    r"|showing|having (?!(?:it|that|this|them|(?:an?|the|your|my|some|another)(?: \w+){1,3}) "
    rf"{DONE_FOR_THEM}\b)|checking|thinking|saying|asking|telling|trying|wondering|assuming|understanding"
    r"|going (?!(?:straight |right )?(?:down|up|over|round|across|out|back) to (?:him|her|them|you|your|the|see|get)\b)"
    rf"|being"
    r"|doing (?!it|that)|waiting|noting|writing (?!to|off)|typing|pulling|hoping"
    r"|getting (?!someone|somebody|an?\b|the|that|this|those|your|you|him|her|them|it|(?!used)\w+ to (?!it"
    r"|that|this))|feeling|finding"
    r"|making (?!a|an|the)|missing|talking|speaking|guessing|losing|giving (?!you)|coming (?!to|round|out)"
    r"|following"
    r"|working|loading|searching|charging you|logging into|taking (?!(?:\w+ ){1,4}off\b)(?:a|your|this|that|down|notes)"
    r"|calling (?:about|from|regarding)|ringing about|phoning about|listening|struggling|sorry|afraid|concerned"
    r"|opening (?:it|your|the)|bringing (?:it|that|your) up|sitting|using|running (?!it)|experiencing|dealing"
    r"|aiming"
    r"|expecting|offering|suggesting|putting (?:you(?! (?:down|in)\b)|(?:that|this|it) (?:down|on (?:here|(?:the|your"
    r"|that) (?:notes?|file|system|report|record|ticket))))|holding|facing|supposed"
    r"|outgoing"
    r"|interesting|amazing|willing|during|nothing|anything|everything|something|morning|evening)\b)\w+ing .+)",
    _I,
)
DONE = re.compile(
    r"\b(?P<who>I've|I have|we've|we have) (?:now |just |also |already |gone ahead and )*(?P<what>(?:"
    r"(?!(?:looked|checked|noted|tried|wanted|needed|mentioned|explained|apologi[sz]ed|worked|received|listened"
    r"|noticed"
    r"|pulled|reviewed|talked|used|experienced|verified|helped|waited|missed|happened|failed|offered|started"
    r"|finished"
    r"|stayed|loved|messaged (?:him|her|them)$|called (?!off)|recorded|realised|realized|messed|promised"
    r"|searched|followed|learned|discussed"
    r"|typed|jotted|asked you|tested)\b)\w{2,}ed"
    r"|sent|put(?! (?:that|this|it|all that) (?:down|in the notes?)\b)|set|let|resent|written to|written off"
    r"|spoken to"
    r"|paid|frozen|made (?:an?|the|that|your)|got you (?!here|up|down(?! for)|on|as|now)|taken (?:(?:\w+ ){1,4}off|off)"
    r"|taken out|given you|brought|rebuilt|withdrawn|undone|redone|booked) .+)",
    _I,
)
# "the engineer's coming on Thursday", "it goes out tonight", "six go out to you tomorrow": with a day only
ON_ITS_WAY = re.compile(
    rf"^(?P<whole>(?:{_SOMEBODY}|both|two|three|four|five|six|seven|eight|nine|ten)(?:(?: (?!can\b|could\b"
    rf"|may\b|might\b)[\w'-]+){{0,4}}? {_GOES}"
    rf"|(?: \w+){{0,2}}?(?:(?:'s| is|'re| are){_ADVERBS} {_ON_ITS_WAY})"
    rf"|(?<!you)(?<!it)(?<!that)(?: (?!that |who |which )[\w'-]+){{0,3}}? {_DOES}) .+)",
    _I,
)
# "that's being credited to you now"
BEING_DONE = re.compile(
    rf"^(?P<whole>(?:[\w'$£€.-]+ ){{0,5}}?[\w$£€.-]+(?:'s| is|'re| are){_ADVERBS} being (?!moved (?:about|around"
    rf"|to)|{NOT_FOR_THEM}\b)"
    rf"{DONE_FOR_THEM}\b.*)",
    _I,
)
_BOOKED = one_of(
    """booked, scheduled, arranged, reserved, set, refunded, cancelled, canceled, sorted, ordered, credited, processed,
    confirmed, done, sent, reversed, waived, removed, escalated, logged, approved, unlocked, reset, updated, moved"""
)
IS_DONE = re.compile(
    rf"^(?P<whole>(?:you(?:'re| are)|it(?:'s| is)|that(?:'s| is)|(?:the|your|our|his|her|their) \w+(?: \w+)?(?:'s| is))"
    rf"{_ADVERBS} (?:{_BOOKED} (?:now|as of|then|for|in|on|through|to|back|off|already|today|tomorrow)\b.*"
    r"|(?:booked|scheduled|arranged|reserved|refunded|cancelled|canceled|sorted|ordered|credited)"
    r"(?:,? (?:on|at|in|for|by|tomorrow|today|\w+day)\b.*)?))$",
    _I,
)
# "the fee's been taken off"
HAS_BEEN_DONE = re.compile(
    r"^(?P<whole>(?:that|it|the \w+|your \w+)(?:(?: \w+){0,2}?)(?:'s| has)(?: now| just| already)* been "
    r"(?:taken off|removed|refunded|credited|waived|reissued|resent|put back|restored|reversed|reinstated"
    r"|written off"
    r"|booked for|booked in)\b.*)",
    _I,
)
# "there's fifty pounds coming back to you", "the difference goes back on your card", "it comes off your next bill"
MONEY_BACK = re.compile(
    r"^(?P<whole>(?:there(?:'s| is| are) (?!no\b|not\b)(?:[\w£$€.-]+ ){1,5}?coming (?:back )?to (?:you|your)\b"
    r"|(?!when |if |once |until |you )(?:[\w'£$€.-]+ ){1,9}?(?:goes|comes|go|come) (?:straight )?"
    r"(?:back (?:on|to|onto|in|into) (?:you\b|your)|off your))\b.*)",
    _I,
)
SENDS = re.compile(
    r"(?<!if )(?<!when )(?<!that )(?<!did )(?<!can )(?<!do )\b(?P<who>I|we) (?P<what>(?:send|call|ring|phone"
    r"|email|text"
    r"|write|post|bring) (?:you|it|them|that|this|to you)\b(?! (?:sir|ma'?am|because|about|to (?:tell|say"
    r"|ask))\b).*)$",
    _I,
)
# "you're on the nine o'clock tomorrow", "that's you booked in today"
IS_ON = re.compile(
    r"^(?P<whole>(?:(?:you|they|we)(?:'re| are) (?:now |back |all )*(?:on (?:the|it|that)|down for|in for|booked"
    r"|in with)"
    r"|(?:he|she|(?:the|your|his|her|their|our) \w+)(?:'s| is) (?:now |all )*(?:down for|in for|booked"
    r"|in with|confirmed|reserved)"
    r"|that(?:'s| is) (?:you|him|her|them) (?:all )?(?:booked|in|down|on)|you(?:'re| are) getting (?:an?|the"
    r"|your))\b.+)",
    _I,
)
# "expect a call from me tomorrow"
EXPECT = re.compile(
    r"^(?P<whole>(?:you can |you may )?(?:expect|count on|look (?:out )?for|watch (?:out )?for|bank on)"
    r" (?:an?|to hear|hearing|your|the|our|my|him|her|them|it|us)\b.*\b(?:from (?:me|us|him|her|them"
    r"|the)|by"
    r"|on|before|within|today|tomorrow|tonight)\b.+)",
    _I,
)
# "it's yours by noon", "he's with you at ten tomorrow", "with you by the fourth": with a day only
IS_THERE = re.compile(
    rf"^(?P<whole>(?:{_SOMEBODY}(?: [\w'-]+){{0,3}}?(?:'s| is|'re| are){_ADVERBS} )?(?:yours|with (?:you|him|her|them)"
    r"|back with|in (?:your|his|her|their) (?:inbox|hands?|account|box)|on (?:its way|(?:your|his|her"
    r"|their) (?:desk|door"
    r"|doorstep|dock|account|card|statement|bill|drive))|at your|out to you) .+)",
    _I,
)
# "consider it done": what was spoken of last
CONSIDER_IT = re.compile(r"^(?:you can )?(?P<what>(?:consider (?:it|that) (?:done|sorted|booked)))$", _I)
# "sending them now"
DOING_ALONE = re.compile(
    r"^(?P<what>(?:sending|booking|ordering|filing|refunding|crediting|cancelling|emailing|posting|texting|raising"
    r"|escalating|reinstating|releasing|issuing|processing|transferring) (?:it|them|that|those|the|you|your"
    r"|this|an?)\b.*)$",
    _I,
)
DONE_ALONE = re.compile(
    r"^(?P<what>(?:released|booked|ordered|refunded|cancelled|credited|posted|sent|paid) (?:now|already"
    r"|just now))$",
    _I,
)
# what one says before it: it makes it no less, nor more, of a promise
PREFACE = re.compile(
    r"^(?:(?:and|so|but|then|okay|right|well|now|also),? )*"
    r"(?:(?:what )?(?:I|we) (?:can|will|do|did|'ll) (?:confirm|tell you|say|promise you|promise|assure you"
    r"|guarantee)"
    r"(?: you)?(?: now)?(?: is)?|what I (?:do |can )?(?:know|see)(?: here)? is|(?:the )?good news is"
    r"|I promise(?: you)?"
    r"|you(?: have|'ve got) my word|I give you my word|what happens (?:next|now|then) is"
    r"|(?:and )?just (?:to let you know|so you know)|rest assured"
    r"|for your peace of mind)"
    r",? (?:that )?(?=\w)",
    _I,
)
# somebody else's word: "the driver said it will be there today"
TOLD = re.compile(
    r"^(?:[\w']+ ){0,4}?(?:said|says|told (?:you|me|us)|thought|thinks|reckons?|claimed|promised you|was told"
    r"|were told)\b",
    _I,
)
