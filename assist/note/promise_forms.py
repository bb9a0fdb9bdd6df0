"""How a promise is worded: who will do it, what is done for the client, and what is no deed at all."""

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
_NOT_FOR_THEM = one_of(
    r"""charged, billed, asked, tired, disappointed, closed, surprised, pleased, shocked, interested, worried, bored,
    annoyed, confused, delayed, missed, needed, required, expected, affected, limited, invoiced, recorded,
    rejected, declined, denied, deducted, lost, relieved, delighted, stuck, amazed, prompted, redirected,
    locked, blocked, cut off"""
)
# where somebody or something will be for them
_PLACED = one_of(
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
_SOMEBODY = rf"(?:{_NAME}|{_NP})"
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
    r"\bwhat (?:I'm|we're|I am|we are) (?:going to|gonna) do(?: for you)? is,? (?:I'll "
    r"|we'll )?(?:to )?(?P<what>.+)",
    _I,
)
# "I'd be with you at noon", "I'd have the decision for you by Monday": with a day only
WOULD_BE_THERE = re.compile(
    r"^(?P<who>I|we)'d (?P<what>(?:be (?:with you|there|over|round|back)|have (?:it|that|them|the [\w ]{2,20}?|your [\w ]{2,20}?)"
    r" (?:with|for|to|back to|over to|round to) you|get (?:it|that|them) (?:to|back to|over to) you) .+)",
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
    rf"{DONE_FOR_THEM}\b)|checking|thinking|saying|asking|telling|trying|wondering|assuming|understanding|going"
    rf"|being"
    r"|doing (?!it|that)|waiting|noting|writing (?!to|off)|typing|pulling|hoping"
    r"|getting (?!someone|somebody|an?\b|the|that|this|those|your|you|him|her|them|it|(?!used)\w+ to (?!it"
    r"|that|this))|feeling|finding"
    r"|making (?!a|an|the)|missing|talking|speaking|guessing|losing|giving (?!you)|coming (?!to|round|out)"
    r"|following"
    r"|working|loading|searching|charging you|logging into|taking (?:a|your|this|that|down|notes)"
    r"|calling (?:about|from|regarding)|ringing about|phoning about|listening|struggling|sorry|afraid|concerned"
    r"|opening (?:it|your|the)|bringing (?:it|that|your) up|sitting|using|running (?!it)|experiencing|dealing"
    r"|aiming"
    r"|expecting|offering|suggesting|putting (?:you|(?:that|this|it) (?:down|on (?:here|(?:the|your"
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
    rf"^(?P<whole>(?:{_SOMEBODY}|both|two|three|four|five|six|seven|eight|nine|ten)(?:(?: [\w'-]+){{0,4}}? {_GOES}"
    rf"|(?: \w+){{0,2}}?(?:(?:'s| is|'re| are){_ADVERBS} {_ON_ITS_WAY})"
    rf"|(?<!you)(?<!it)(?<!that)(?: (?!that |who |which )[\w'-]+){{0,3}}? {_DOES}) .+)",
    _I,
)
# "that's being credited to you now"
BEING_DONE = re.compile(
    rf"^(?P<whole>(?:[\w'$£€.-]+ ){{0,5}}?[\w$£€.-]+(?:'s| is|'re| are){_ADVERBS} being (?!moved (?:about|around"
    rf"|to)|{_NOT_FOR_THEM}\b)"
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
# "it's yours by noon", "he's with you at ten tomorrow": with a day only
IS_THERE = re.compile(
    rf"^(?P<whole>{_SOMEBODY}(?: [\w'-]+){{0,3}}?(?:'s| is|'re| are){_ADVERBS} (?:yours|with (?:you|him|her|them)"
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

# --- no plan -----------------------------------------------------------------------------------------

NO_PLAN = re.compile(
    r"^(?:leave (?:it|that) (?:there|at that|here)\b|leave (?:(?:it|that|this) with you|you (?:with|to))\b"
    r"|stop (?:you|us)\b"
    r"|either\b"
    r"|no\b"
    r"|(?:just )?go and (?:ask|check|see|look|have a|find)\b|pop (?:and|to) (?:ask|check|see)\b"
    r"|(?:sit|hear|hold)\b(?! (?:it|that|them|those|one|your|the|a|an) )"
    r"|(?:be (?:honest|right|brief|quick|happy|glad|sure|with you(?! (?:at|by|before|in|within|on|from"
    r"|around|about|this|first|tomorrow|tonight|today)\b)|able|sorry|back|here)"
    r"|(?:just |quickly )*(?:read|go (?:through|over)|run through|repeat|recap|summari[sz]e|explain"
    r"|tell you (?:that|what|why|how)|admit|say|stop (?:there|talking|you|now|interrupt\w*)|listen|ask (?:you"
    r"|that you)"
    r"|know|need (?!to (?:send|book|order|arrange|raise|escalate|replace)\b)|try|do (?:my|our|what|everything"
    r"|whatever|anything"
    r"|all)|help|see(?! to (?:it|that)\b)|wait"
    r"|put you(?! (?:down|in (?:for|with)|onto|on (?:(?!the (?:line|phone|other))(?:the|an?|\w+day)\b)))|place you|transfer you|take (?:a look|your|down|note"
    r"|that down|this down"
    r"|a note)"
    r"|have a (?:quick )?look|pull|note|write (?:that|this|it|everything|all (?:of )?(?:that|this)) down"
    r"|write down|jot"
    r"|put (?:that|it|this) on (?:it|there|file|the (?:job|ticket|note|file))|never|not|always be|(?:have"
    r"|want) (?:to|you(?! (?:back|up|sorted|connected|covered|seen)\b))\b"
    r"|make a note|answer|have everything|let you (?:go|finish|speak|talk)|look (?:it|that|this"
    r"|into (?:it|that|this) (?:right )?now)|look at|look up|like|apologi[sz]e|understand"
    r"|give you a (?:moment|minute|second)|stay|keep (?:it|this|that|an eye)|start|only"
    r"|get (?:some(?!(?:one|body))|your|that up|it up)|ask around|ask you (?:a|some|to)|assume|hear"
    r"|speak (?:up|slow\w*|loud\w*|more|clear\w*)|talk you|walk you|respect|end this|hang up|mention|be)\b"
    r"(?! (?:picked|delivered|sent|refunded|there|at (?:your|his|her|their)|with you by|calling|in touch|sending"
    r"|coming|out to|on to|onto|over|round|up|down|straight (?:on|over|round|back|out)"
    r"|(?!hop|wait|look|think|hear|liv|go|hold|try|need|hav|be)\w+ing))))",
    _I,
)
# a look through papers is a deed where a day is set for it
GOES_THROUGH = re.compile(r"go (?:through|over) (?!the (?:questions|details|steps)\b)", _I)
CHECK_ONLY = re.compile(
    r"^(?:check|look|see(?! to)|find out|pull|open (?:it|that|this|up|your|the (?:file|account|page|system))|verify"
    r"|confirm"
    r"|just ask|quickly ask)\b",
    _I,
)
ON_SOMEBODY = re.compile(
    r"^(?:(?:ask|tell|call|ring|email|phone|text|message|speak to|talk to|chase) (?:him|her|them)(?: (?:that"
    r"|this|it))?"
    r"|give (?:him|her|them) a (?:ring|call|shout))(?: and see)?$",
    _I,
)
VAGUE = re.compile(
    r"^(?:arranging|booking|doing|sorting|sending|ordering|processing|fixing|reversing|changing|correct|note"
    r"|amend"
    r"|updated|released|refunded|credited|posted|cancelled|paid|sent|changed|booked|arranged|sorted|done"
    r"|processed"
    r"|confirmed|ordered|scheduled|consider|do|book|arrange|sort|set|process|make|organi[sz]e|take care of"
    r"|see to|handle"
    r"|get"
    r"|schedule|put|go ahead|order|fix|confirm|have|send|you're|you are|it's|it is|that's|that is)"
    r"(?: (?:that|it|this|so|you|with that|in|through|up|out|on|right|away|now|done|sorted|booked|then|for you"
    r"|arranged"
    r"|confirmed|all|set|scheduled|of|reserved|straight|after this(?: call)?|first thing))*$",
    _I,
)
# "it'll be fine", "you'll have to", said with "will" and promising nothing
SAYS_HOW_IT_IS = re.compile(
    r"(?:'ll| will) (?:be (?:happy|fine|okay|right|able|glad|cold|hot|late|long|hard|busy|shut"
    r"|a (?:bit|while))"
    r"|have to|need|understand|not|never|notice|find|also need|want|probably|hear (?:nothing|a|me|some|music))\b"
    r"|(?:'s| is) going to (?:sound|look|take|be (?!able|out|there|with|at|in touch"
    rf"|(?:\w+ly )?{DONE_FOR_THEM})\w)",
    _I,
)
# without a day, "it" and "that" must be what is done: "it'll be taken off"
_IT_ONLY = re.compile(
    rf"(?:it|that|this|they)(?:'ll| will) (?:be(?! (?:\w+ly )?(?:{DONE_FOR_THEM}|with (?:you|him|her|them)"
    rf"|out (?:to|for|the)|on (?:your|the|this|his|her) (?:next |\w+ )?(?:bill|statement|invoice|payslip|account|card)\b|(?:here |there )?waiting|ready|(?:there|here|round|over) (?:at|from|by|between|before"
    rf"|after))\b)"
    r"|do|take(?! (?:it|them|him|her|that|your|the)\b)|help|only|make|mean|come(?! (?:straight )?(?:off|back to"
    r"|out to|to you)\b)"
    r"|work|last|cost|expire|go(?! (?:straight )?(?:back|out|off|on your|in the post)\b)|look|say|ask|need)\b",
    _I,
)
_SEES = re.compile(
    r"^(?:it|that|this)(?:'ll| will) have\b"
    r"|^there(?:'ll| will) (?!be (?:an?|some|somebody|someone|two|three|four) (?!(?:\w+ )?(?:charge|fee|delay"
    r"|wait|cost|penalty"
    r"|queue|bit|lot|few|while|recording|problem|change|difference|increase|limit|noise|strike|day|week)s?\b))"
    r"|^(?:you|they)(?:'ll| will) (?:get to\b"
    r"|see\b(?!.*\b(?:back (?:on|in)|(?:on|in) your)\b))",
    _I,
)
_THERE_WILL = re.compile(r"there(?:'ll| will) be\b", _I)
_BE = re.compile(
    r"(?:'ll| will| is going to| are going to) (?:also |then |definitely |all )*(?:be|get) (?P<what>.+)", _I
)
_BE_DEED = re.compile(
    rf"(?:\w+ly |all |then )*(?!{_NOT_FOR_THEM}\b)(?:{DONE_FOR_THEM}|{_PLACED}|\w{{2,}}ed)\b", _I
)
_FEE = re.compile(rf"(?:\w+ly )*{_NOT_FOR_THEM}\b", _I)


def is_no_deed(what: str, dated: bool) -> bool:
    """Said of somebody or something with "will", and nothing that is done for the client: "the engineer will be
    Steve", "you'll be charged on Friday"; `dated`: a day is said with it."""
    be = _BE.search(what)
    if be is not None and _FEE.match(be["what"]):
        return True
    if dated:
        return False
    if _IT_ONLY.match(what) or _SEES.search(what):
        return True
    if _THERE_WILL.match(what):
        return False
    return be is not None and " be " in be.group() and not _BE_DEED.match(be["what"])
