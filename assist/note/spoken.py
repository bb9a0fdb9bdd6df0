"""Speech made plain: the apostrophes that a recogniser drops put in, fillers, greetings, stammer and swearing out."""

from __future__ import annotations

import operator
import re
from functools import lru_cache

from assist.note.any_case import AnyCase
from assist.note.first_names import is_first_name
from assist.note.number_words import REPEATS
from assist.note.numbers import find_numbers
from assist.note.said_forms import is_sentence
from assist.note.words import decapitalised

_CONTRACTIONS = {
    "dont": "don't",
    "cant": "can't",
    "wont": "won't",
    "arent": "aren't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "hasnt": "hasn't",
    "havent": "haven't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "im": "I'm",
    "ive": "I've",
    "youre": "you're",
    "youve": "you've",
    "weve": "we've",
    "theyre": "they're",
    "theyve": "they've",
    "theyll": "they'll",
    "hes": "he's",
    "shes": "she's",
    "thatd": "that'd",
    "itd": "it'd",
    "theyd": "they'd",
    "youd": "you'd",
    "thats": "that's",
    "thatll": "that'll",
    "itll": "it'll",
    "youll": "you'll",
    "wholl": "who'll",
    "shouldve": "should've",
    "wouldve": "would've",
    "wheres": "where's",
    "heres": "here's",
    "hows": "how's",
    "aint": "ain't",
    "oclock": "o'clock",
    "ye": "you",
    "ye've": "you've",
    "ye're": "you're",
    "yous": "you",
    "tae": "to",
    "wi'": "with",
    "doon": "down",
    "aboot": "about",
    "cannae": "can't",
    "dinnae": "don't",
    "didnae": "didn't",
    "doesnae": "doesn't",
    "isnae": "isn't",
    "wasnae": "wasn't",
    "havenae": "haven't",
    "hasnae": "hasn't",
    "wouldnae": "wouldn't",
    "couldnae": "couldn't",
    "willnae": "won't",
    "y'all": "you",
    "i'ma": "I'm going to",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "got to",
    "tryna": "trying to",
    "gimme": "give me",
    "lemme": "let me",
    "dunno": "don't know",
    "meself": "myself",
    "mesel": "myself",
    "mysel": "myself",
    "Y'all": "you",
    "whats": "what's",
    "whens": "when's",
    "theres": "there's",
    "i": "I",
    "i'm": "I'm",
    "i've": "I've",
    "i'll": "I'll",
    "i'd": "I'd",
}
_WORD = re.compile(r"[\w']+")
_CONTRACTION = re.compile(r"(?<![\w'.@])(?:" + "|".join(_CONTRACTIONS) + r")(?![\w'@])")
# "I 'm", "four o 'clock": how some recognisers part a word
_PARTED = re.compile(r"(?<=\w) '(?=(?:m|s|re|ve|ll|d|t|clock)\b)")
# "ill", "well", "id": words of their own, and contractions before a verb that follows no "be" or "feel"
_DOING_WORDS = (
    "send|get|call|ring|phone|email|text|give|put|make|take|book|refund|cancel|credit|replace|have|be|do|let|go"
    "|sort"
    "|check|ask|arrange|order|pay|return|come|tell|see|add|move|fix|try|need|bring|keep|wait|look|speak|write"
    "|find"
    "|raise|pass|chase|note|drop|pop|post|reissue|process|issue|change|update|look"
)
_ILL = re.compile(
    r"(?<!\bis )(?<!\bbe )(?<!\bam )(?<!\bwas )(?<!\bare )(?<!\bso )(?<!\bfeel )(?<!\bfell )(?<!\bvery"
    r" )(?<!\bbeen )"
    r"(?<!\bwere )(?<!\bgot )(?<!\bget )(?<!\btaken )(?<!\breally )(?<!'m )(?<!'s )(?<!\ban )(?<!\bthe )"
    r"(?<![\w'])ill(?= (?!with\b|from\b|and\b|or\b|in\b|health\b|enough\b|because\b|since\b|at\b|for\b"
    r"|but\b|so\b"
    r"|until\b|on\b|when\b|this\b|last\b|again\b)[a-z])"
)
# "driverll", and "hell be": a word of its own, but for "hell" and "shell" before a verb
_LL = re.compile(
    r"(?<![\w'])([a-z]+[bcdfghjkmnpqrstvwxz]|s?he(?=ll (?:be|bring|ring|call|come|have|send|give|get|do|let|pick"
    r"|drop|phone|text|collect|meet|need|take|fit|fix|sort|look|check|change|finish)\b))ll(?= [a-z])",
    re.IGNORECASE,
)
_WELL = re.compile(
    rf"(?:(?<=^)|(?<=\band )|(?<=\bso )|(?<=\bthen )|(?<=\byeah )|(?<=\byes )|(?<=\bokay )"
    rf"|(?<=\bsure ))well(?= (?:also |just "
    rf"|then )?(?:{_DOING_WORDS})\b(?! (?:me|us)\b))"
)
# "so lets say Friday"; not "the machine only lets the office do that"
_LETS = re.compile(
    r"(?:(?<=^)|(?<=[.,!?] )|(?<=\band )|(?<=\bso )|(?<=\bthen )|(?<=\bokay )|(?<=\bright )|(?<=\byeah )|(?<=\bwell )"
    r"|(?<=\bnow )|(?<=\bbut ))([Ll])ets(?= (?!me\b|you\b|him\b|her\b|them\b|us\b|it\b|the\b|your\b|my\b)[a-z])"
)
_YOURS_WILL = re.compile(r"\b(yours|ours|theirs|mine)'ll\b", re.IGNORECASE)
_ITS = re.compile(
    r"(?<![\w'])([Ii])ts(?= (?:mrs?|ms|miss|dr|him|her|them|been|about|not|a|an|the|just|still|really|too|so|my|your"
    r"|our|on|in|gone"
    r"|going|supposed|meant|due|never|only"
    r"|also|under|probably|cancelled|broken|late|cold|ridiculous|been|oh|zero|one|two|three|four|five|six|seven"
    r"|eight|nine|double|losing|leaking"
    r"|making|doing|showing|saying|coming|dripping|flashing|cutting|stopping|getting|running|blowing|taking"
    r"|costing|sitting)\b)"
)
# "I'm no paying", as it is said in Scotland
_NO_FOR_NOT = re.compile(r"\b(I'm|he's|she's|we're|you're|they're|it's) no(?= \w+ing\b)", re.IGNORECASE)
_ID = re.compile(
    r"(?<![\w'])(i|we)d(?= (?:really |just )?(?:like|love|rather|prefer|appreciate|want|need|sooner|settle"
    r"|go for|have (?:the|my|it|that|a))\b)",
    re.IGNORECASE,
)
_FILLER = AnyCase(
    r"(?:(?<=\bin )|(?<=\bfor )|(?<=\bat )|(?<=\bwas )|(?<=\bbeen )|(?<=\babout ))like\b(?! (?:that|this|it)\b)"
    r"|(?:,\s*)?\b(?:u+m+|u+h+|e+r+m*|h+m+|mm+|y'know|innit|(?<!let )(?<!lets )(?<!letting )(?<!do"
    r" )(?<!did )(?<!as )(?<!before )you know(?! (?:what|how|that|if|when|why"
    r"|where|who|the))|"
    r"(?<=, )i mean\b|(?<!what )(?<!some )(?<!any )(?<!this )(?<!that )(?<!which )(?<!these )"
    r"(?<!a )(?<!the )(?<!no )(?<!of )(?:sort|kind) of|basically|literally|honestly|(?<=, )like(?=,))\b,?",
    needs=r"\b(?:like|know|mean|sort of|kind of|basically|literally|honestly|y'know|innit|u+[mh]|e+rm*\b|hm|mm)",
)
_NAMES_CALLED = "idiots?|morons?|bastards?|muppets?|clowns?|arseholes?|assholes?"
_SWEARING = AnyCase(
    rf"(?<=\byou )(?:[a-z]+ing |absolute |bloody |lying |fucking )?(?:{_NAMES_CALLED}|thieves)\b"
    r"|\b(?<!gives a )(?<!give a )(?:(?:mother)?fuck(?:ing|in|ed|s|er|ers)?|goddamn(?:ed)?|damn(?:ed)?"
    r"|bloody|bullshit"
    r"|shit(?:ty)?"
    r"|crap(?:py)?|"
    r"the hell|(?:ass|arse)(?:hole)?s?|bastards?|bitch)\b"
)
# "a letter out to you you should have it by Friday" is no stammer
_REPEATED = re.compile(
    r"\b(?!you you (?:should|will|can|could)\b)([a-z]+(?:'[a-z]*)?(?: [a-z]+(?:'[a-z]*)?){0,2})((?:,? \1)+)\b",
    re.IGNORECASE,
)
# "five one, hang on, five one six nine": begun again
_BEGUN_AGAIN = re.compile(
    r"\b(?!to (?:hang|hold) on to\b)(\w+(?: \w+){0,3}),? (?:(?:hang on|hold on|wait|sorry|no"
    r"|let me see|one sec(?:ond)?),? )+(?=\1\b)",
    re.IGNORECASE,
)
_HALTS = AnyCase(
    r"\b(?:hang on|hold on|wait|sorry|let me see|one sec)\b|, no, ", words="hang hold wait sorry see sec no"
)
_GONE_AND = AnyCase(r"\b(?:gone|went) and (?=\w+ed\b|left|lost|sent|put|taken|broken?|cut|sold)")
_HESITATES = AnyCase(
    r"(?:,\s*|\s+|^)(?:(?:u+h+|u+m+|e+r+m*|h+m+)\b(?:,(?=\s))?|(?:do )?you know what(?=,),(?=\s))"
    r"|(?<=\b(?:in|by|at|on)) like(?= (?:an?|half|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b))",
    needs=r"\b(?:u+[hm]|e+rm*\b|hm|like|you know what)",
)
_ADDRESSES = AnyCase(r"\b(?:sir|madam|ma'am)\b", words="sir madam ma")
_INSULTING = (
    r"(?:[a-z]+ing|absolute|bloody|stupid|useless|dumb|thick|lazy|ignorant|rude|silly|daft|horrible|nasty|greedy|pathetic"
    r"|little|total|complete) "
)
# ", you stupid woman"
_CALLED_NAMES = AnyCase(
    r",? ?(?<!are )\byou (?:"
    rf"(?:{_INSULTING})*(?:{_NAMES_CALLED}|thie(?:f|ves)|liars?|crooks?|cheats?|fools?)"
    rf"|(?:{_INSULTING})+(?:wo)?m[ae]n)(?=[.,!?]|$)",
    needs=r"\byou [a-z ]*(?:idiot|moron|bastard|muppet|clown|thie|liar|crook|cheat|fool|hole|m[ae]n)",
)
_TITLE = re.compile(r"\b(Mrs?|Ms|Dr|Prof|Rev)\.(?= [A-Z])")
_VOCATIVE = re.compile(r"(?:(?:^|(?<=[.?!] ))|,? )(?:sir|madam|ma'am)\b(?! (?-i:[A-Z])),?", re.IGNORECASE)
_SPELLING = ("oh", *REPEATS)  # said twice, these are two digits
_DEED = r"(?:I|we|you)(?:'ll| can't| cannot| couldn't| won't| can| could| will) \w+"
_SAYS_IT_AGAIN = re.compile(rf", {_DEED} (?:that|it|them)\b", re.IGNORECASE)
_TELLS = r"(?:is|was|are|were|has|had|can|no|not|all)\b|\w+'s (?:no|not|all|a|an|the)\b"
_DISLOCATED = re.compile(
    r"(?:(?<=^)|(?<=[.?!] )|(?<=\band )|(?<=\bbut )|(?<=\bnow ))"
    rf"((?:the|your|my|our|that) (?:(?!{_TELLS})[\w']+ ?){{1,8}}?), ({_DEED}) (?:that|it|them)\b",
    re.IGNORECASE,
)
# "a taxi I can do from tomorrow": the thing before the deed
_FRONTED = re.compile(
    r"(?P<lead>(?:(?:and|but|so|now),? )*)(?P<thing>(?:an?|the|your|that|this|those|these|my|our)"
    r"(?: (?!(?:things?|only|best|most|least|earliest|soonest|quickest|latest|last|day|time|way|number|one|I"
    r"|we)\b)[\w'-]+){1,4}?),? (?P<deed>(?:I|we)(?:'ll| can't| cannot| couldn't| won't| can| could| will) "
    r"(?!be\b|have\b|not\b|also\b|just\b|only\b)[a-z]+(?: (?:you|him|her|them))?)"
    r"(?= (?:right|now|today|tonight|tomorrow|from|by|this|first|straight|for|in|at|off|on|back|until|before|without"
    r"|myself|because|that's|it's|but|so|there)\b|[.,?!]|$)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:now(?= (?:you|I|we|they)\b)|and|but|so|because(?! of)|cos|well|okay|ok|yeah|yes|yep|alright"
    r"|all right|right(?! (?:now"
    r"|away))|look(?! (?:at|into|over|for|after)\b)|listen(?! (?:to|in)\b)"
    r"|(?:you can (?:start|help(?: me)?) by telling me|(?:can|could) you (?:tell me|explain(?: to me)?)"
    r"|tell me|I(?:'d| would)? (?:want|like) to know) why(?= (?:my|our|the|your|I|we|you|it|nobody)\b)"
    r"|to (?:confirm|recap|sum(?: it)? up|summari[sz]e|be clear)(?=[,:])"
    r"|before (?:you|I|we) (?:start|begin|say anything|go on|ask)(?=,)"
    r"|then|(?:(?:first|second|third|fourth|next|another|last)(?: thing)?|firstly|secondly|thirdly)(?=,)"
    r"|I(?:'d| would| should)? (?:just )?(?:like|want(?:ed)?) to (?:report|say|point out|let you know|tell you)"
    r"(?:,[^,]{,40},)? that|I'm (?:ringing|calling|phoning) to (?:report|say|let you know|tell you)(?: that)?"
    r"|what(?:'s| has)? happened is(?: that)?|what (?:I|we)(?:'ve| have)(?: got)?(?: here| for you)? is(?=:? an?\b)"
    r"|the (?:problem|trouble|issue) is(?: that)?"
    r"|not at all|this is what I want to say|you have left out that|you(?:'ve| have) (?:forgotten|missed) that|"
    r"(?:hiya|hi|hello|hey|g'day)(?: there| again)?(?:,? (?-i:(?!I\b)[A-Z][\w'-]+))?(?=[,.!]|\s+(?:I|it"
    r"|my|your|we|you|the|how)\b)|hiya"
    r"|hi|hello|hey|good (?:morning|afternoon|evening)|sure(?: thing)?|of course|absolutely"
    r"|(?:how are (?:you|things)|how's it going|how you doing)(?: (?:doing|today|keeping|going))?|aye"
    r"|(?:oh )?(?:hello|hi|hiya|hey)(?: there)? (?:love|mate|pal|dear|darling|duck|hen)"
    r"|sir|madam|ma'?am|(?:mate|pal|love|man|dear|buddy|honey|hun|bro|boss|sister|uncle|auntie|dude)"
    r"(?=[,.!]|\s+(?:I|I've|I'm|it's|we|you|he|she|they|my|your|our|the|this|that|there|it|nobody|no)\b)|god|ja|wow|oi"
    r"|(?:morning|afternoon|evening)(?=[,.!]|\s+(?:I|I've|I'm|it's|we|my|this)\b)"
    r"|(?:it's|this is|my name's|my name is) (?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: here| speaking"
    r"| again)?(?=[,.]|$)"
    r"|(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]+),(?=\s+(?:I|I've|I'm|we|you|your"
    r"|my|our|the|it's|this|nobody|how|listen)\b)"
    r"|certainly|great|(?:lovely|brilliant|grand|smashing|super|cool)(?=,|\s+(?:so|then|I|I'll|I've|we|we'll|that's)\b)|"
    r"perfect|oh|ah|actually|frankly|I mean|anyway|also|first of all|unfortunately|I'm afraid(?: that)?|"
    r"I'm (?:so |very |really )?sorry,? but|sorry,? but|the thing is|as I said|like I said|to be honest"
    r"|please|"
    r"no(?: no)*(?=,|\s+(?:I|I've|I'm|I'll|I'd|we|we've|we're|he|he's|she|she's|they|they're|they've|it|it's|you|you've"
    r"|that's|there's|my|the|your|our|nobody|not|never|no|please|but|and|man)\b)"
    r"|no problem|you know what|I think|I guess"
    r"|(?:let|allow) me (?:finish|speak|talk|explain)(?: (?:first|please))?(?=[,.!])"
    r"|I understand,? but|I see|thanks?(?: you)?(?: so much| very much)?(?=[,.!])"
    r")(?:[,.!:]+\s*|\s+|$))+",
    re.IGNORECASE,
)
# "it's freya so I was booked", as a recogniser writes it
_NAMED = re.compile(
    r"(?:it's|its|this is|I'm|my name(?:'s| is)) (?P<titled>(?:mr|mrs|ms|miss|dr|doctor)\.? )?(?P<first>[a-z-]+)"
    r"(?: (?!(?:so|and)\b)[a-z]+)?(?:,? (?:so|and))? "
    r"(?=(?:I|I'm|I've|my|your|we|we've|you|you've|the|there|there's)\b)",
    re.IGNORECASE,
)
# "till I'm right", "put it right": how something is
_NO_STATE = (
    r"(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!'s )(?<!'m )(?<!'re )(?<!n't )(?<!not )(?<!the )"
    r"(?<!get )(?<!got )(?<!all )(?<!quite )(?<!looks )(?<!look )"
)
_NO_RIGHT = r"(?<!put )(?<!set )(?<!it )(?<!them )(?<!that )(?<!this )(?<!things )"
_TAIL = AnyCase(
    r"(?:,?\s+(?:(?<=, )(?:sorry|just)|no,? (?:actually|wait|hang on|hold on)|no,? sorry"
    r"|(?:oh|wait|sorry),? no|no (?:problem|bother|worries)|(?:haven't|isn't|don't|aren't"
    r"|wasn't|hasn't"
    r"|doesn't) (?:I|it|you|we|they|he|she)|(?<=, )(?:am I|(?:is|was|will|does|has) (?:it|he|she)"
    r"|(?:are|were|will|do|have) (?:you|we|they))|definitely|absolutely|a hundred percent|I promise"
    r"|I guarantee(?: it)?"
    r"|guaranteed|(?<!say )(?<!said )(?<!says )(?<!saying )(?<!a )(?<!the )(?<!or )(?:yes|yeah)|in fairness"
    r"|(?<!\bmy )(?<!\bthe )(?<!\ba )(?<!\btrue )(?<!\bin )(?:mate|love|lah|innit|darling|hun|bro)"
    r"|the|an?|my|your|our|their|it's|what's|there's|who's|I'm|if|unless|(?<!knows )(?:which|what)"
    rf"|please help(?: me| us)?|please|{_NO_STATE}(?:okay|ok|{_NO_RIGHT}right|all right|alright)"
    r"|(?<!let )(?<!letting )you know"
    r"|if (?:you'd|you would|you) (?:like|want|prefer)"
    r"|if (?:that|it)(?:'s| is| would be|'d be) (?:okay|ok|all ?right|alright|fine|possible)|"
    r"thank you|thanks|(?<!till )(?<!before )(?<!after )"
    r"(?<!until )(?<!by )(?<!since )then|and all|or something|as well|sir"
    r"|ma'am|madam|and|but|(?<!say )(?<!saying )(?<!said )(?<!think )(?<!hope )so|or"
    r"|because|seeing as|though|once|(?<!say )(?<!know )(?<!knows )when))+[\s.,!?]*$"
)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text with straight apostrophes, single spaces, a capital "I", the apostrophes a recogniser drops, and no full
    stop behind a title, where no sentence ends."""
    text = " ".join(text.replace("’", "'").replace("‘", "'").split())
    if ". " in text:
        text = _TITLE.sub(r"\1", text)
    if " '" in text:
        text = _PARTED.sub("'", text)
    if "ill " in text:
        text = _ILL.sub("I'll", text)
    if "s'll " in text or "e'll " in text:
        text = _YOURS_WILL.sub(r"\1 will", text)
    if "well " in text:
        text = _WELL.sub("we'll", text)
    if "ll " in text:
        text = _LL.sub(r"\1'll", text)
    if "ets " in text:
        text = _LETS.sub(r"\1et's", text)
    if "its " in text.lower():
        text = _ITS.sub(lambda match: f"{match[1]}t's", text)
    if _HALTS.search(text):
        text = _BEGUN_AGAIN.sub("", text)
    if " no " in text.lower():
        text = _NO_FOR_NOT.sub(r"\1 not", text)
    if "d " in text:
        text = _ID.sub(lambda match: {"i": "I'd", "w": "we'd"}[match[1][0].lower()], text)
    if _CONTRACTIONS.keys().isdisjoint(_WORD.findall(text)):
        return text
    return _CONTRACTION.sub(lambda match: _CONTRACTIONS[match.group().lower()], text)


def _joint(vocative: re.Match[str]) -> str:
    """What is left of ", madam,": the comma between two clauses."""
    said = vocative.group().strip()
    return "," if said[0] == said[-1] == "," else ""


@lru_cache(maxsize=256)
def without_hesitation(text: str) -> str:
    """The text without "um" and "uh", also where they stand in the middle of a number."""
    return " ".join(_HESITATES.sub(" ", text).split())


@lru_cache(maxsize=256)
def fluent(text: str) -> str:
    """The text without hesitation and what was said twice in one breath, and with the thing in place of the "that"
    behind it: "the letter, I can send that to you" is "I can send the letter to you"."""
    text = without_hesitation(text)
    if _ADDRESSES.search(text):
        text = _VOCATIVE.sub(_joint, text)
    text = _CALLED_NAMES.sub("", text)
    text = _without_stammer(" ".join(text.split()).strip(" ,"))
    return _DISLOCATED.sub(_thing_behind, text) if _SAYS_IT_AGAIN.search(text) else text


def _thing_behind(match: re.Match[str]) -> str:
    if is_sentence(match[1]):
        return match.group()  # "the meat's dead, I can't put it back"
    return f"{match[2]} {decapitalised(match[1])}"


def thing_last(clause: str) -> str:
    """ "A taxi I can do from tomorrow" is "I can do a taxi from tomorrow"."""
    match = _FRONTED.match(clause)
    if match is None:
        return clause
    thing = match["thing"]
    return f"{match['lead']}{match['deed']} {decapitalised(thing)}{clause[match.end() :]}"


@lru_cache(maxsize=1024)
def clean(text: str) -> str:
    """A clause without fillers, swearing, repetitions, greetings before it and tags behind it."""
    text = _FILLER.sub(" ", text)
    text = _SWEARING.sub(" ", text)
    text = " ".join(text.split())
    text = _GONE_AND.sub("", text)
    text = _without_stammer(text)
    text = without_tail(without_lead(text.strip(" ,.;:-")))
    for sign in ",.!?":
        text = text.replace(f" {sign}", sign)
    return " ".join(text.strip(" ,.;:!?-").split())


def without_tail(text: str) -> str:
    """A clause without what only hangs on behind it: "okay?", "please", "I promise"."""
    return _TAIL.sub("", text)


def without_lead(text: str) -> str:
    """A clause without what only opens it: "okay, unfortunately", "I'm afraid", "it's freya so"."""
    text = text.strip(" ,")
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else text
    named = _NAMED.match(text)
    return text[named.end() :] if named and (named["titled"] or is_first_name(named["first"])) else text


def _without_stammer(text: str) -> str:
    words = text.lower().replace(",", "").split()
    said_twice = len(set(words)) < len(words) and any(
        b"\1" * n in bytes(map(operator.eq, words, words[n:])) for n in (1, 2, 3)
    )
    return _REPEATED.sub(_once, text) if said_twice else text


def _once(match: re.Match[str]) -> str:
    said = [
        word for word in match[1].lower().split() if (len(word) > 1 or word in "ia") and word not in _SPELLING
    ]
    return match[1] if any(not find_numbers(word) for word in said) else match.group()
