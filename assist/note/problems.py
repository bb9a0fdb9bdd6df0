"""How much a clause of the client's tells about what is wrong."""

from __future__ import annotations

import re
from functools import lru_cache

from assist.note.lower_case import in_lower_case
from assist.note.number_words import REPEATS
from assist.note.numbers import find_numbers

_I = re.IGNORECASE
WORTH_WRITING = 2.0  # a clause's score
WORTH_ADDING = 1.0  # of a clause beside one that is written
_TROUBLE = in_lower_case(
    r"\b(?:broken?|breaks?|leak\w*|wrong|missing|late(?! (?:husband|wife|mother|father|mum|mom|dad|brother"
    r"|sister))|delay\w*|never|nobody|no one|nothing|didn't|doesn't"
    r"|don't work|won't|isn't|aren't|wasn't|hasn't|haven't|"
    r"stopped|stuck|charged|overcharged|crash\w*|errors?|damaged?|cancell?ed|waited|waiting|lost|fail\w*"
    r"|rude|dirty|hung up|"
    r"(?:first|second|third|fourth|fifth|sixth|last|every|each) time|times|twice|again|still|can't|cannot"
    r"|refus\w*|ignored|fault\w*|defect\w*|cracked|dead|down|disconnect\w*|expired|"
    r"double[ -]?(?:charg|bill|book|paid)\w*|short(?! notice)|bill\w*|problem|issue|bug"
    r"|flood\w*|torn|stain\w*|noise|noisy|smok\w*|burn(?:s|t|ed|ing)?"
    r"|invalid|'ve not (?!\w+ing\b)\w+|(?:come|came|coming|comes|fallen|falls) (?:off|away|apart|loose)"
    r"|overdrawn|arrears|aches?|aching|headaches?|misspel\w*|(?:'s|is|are|'re) not \w+ing|stole\w*|hurt"
    r"|sick|spoil\w*|moldy|cold|hum(?:s|ming)|hours|weeks|"
    r"no (?:heat\w*|water|power|signal|internet|show|answer|reply|response|call)|not working|without"
    r"|slow\w*|too|only half|empty|cheaper|"
    r"promised|supposed|meant to|should(?:'ve| have)|due|ruin\w*|scream\w*|scratch\w*|smell\w*|(?:did"
    r"|does|do|is|was|were|has|have|had) not"
    r"|interrupted|dropped|drops|mistake"
    r"|complain\w*|denied|declined|rejected|(?:run|ran|runs|running|all|'s|is|are|was|were|been) out of|out of"
    r" (?:order|date|stock|pocket|service|action)|fell (?:off|out|apart|down)|mould\w*|mold\w*|damp|cough\w*"
    r"|blocked|hardly any|barely any"
    r"|squeal\w*|rattl\w*|loose|crooked|peeling|hole|bump\w*|stopping|left off|worse|blank|frozen"
    r"|freez\w*|cut off|swollen|rub(?:s|bing)|raw|sore|bleed\w*|blood|dizzy|(?:almost|nearly) f[ae]ll"
    r"|funny colou?r"
    r"|smash\w*|dent(?:s|ed)?|bruis\w*|wobbl\w*|overheat\w*|glitch\w*|jammed|rust\w*|warped|drip\w*|itch\w*"
    r"|coming in"
    r"|(?:a|two|some) (?:cuts?|nicks?|cracks?|bumps?|tears?|chips?)(?! off\b| price)"
    r"|uncut|unfinished|cancel|not hear|not here|overdue|cough|chased?|unsafe|running into)\b|n't\b"
    r"|(?:\b(?:has|have|is|are|was|were)|'s) (?:been )?(?:off|out(?! of\b)|gone|bust|shot|knackered|playing up"
    r"|acting up)\b"
    r"|\b(?:hanging off(?! the)|whistl|buzz|grind|squeak|creak|flicker|vibrat|shak|wonky|bent|twist|ripp|chipp|soak"
    r"|drench|flat tyre|punctur|mix(?:ed)?[ -]?up|mess|dodgy|upside down|back to front|died|dies|dying)\w*"
)
_NARRATES = in_lower_case(
    r"\b(?:I|we|you|he|she|they|it|this|nobody|no one|somebody|someone|that|who|\w+ed|the \w+|my \w+"
    r"|your \w+|the \w+ \w+|(?:his|her|their) \w+|(?:one|two|both|all|some|half) of (?:them|those))(?:'ve|'s"
    r"|'re)? (?:\w+ly |just |never |still |only )?"
    r"(?:was|were|is|are|has|have|had|been|did|came|got|lost|said|told|paid|bought|took|left|sent|broke|went"
    r"|made|ran|rang|put|keeps?|won't|crash\w*|leaks?|breaks|stops|drops|fails|hung|rang|stood|sat|heard"
    r"|saw|spoke|kept|drove|flew|blew|threw|tore|burst|split|froze|slept|chose|woke|spent|felt|found|caught|says"
    r"|shows|reads|looks|smells|sounds|tastes|makes|fell|gave|sent|turned|\w{2,}ed)\b"
)
# what a thing does: "it buzzes", "the door sticks"
_ACTS_UP = re.compile(
    r"^(?:it|(?:the|my|our|this|that|your|one of the|one of my) [\w-]+(?: [a-z]+){0,4}?)(?: just| only| always| still)?"
    r" (?!this\b|its\b|always\b|does\b|has\b|was\b|is\b|us\b|says\b|yes\b|costs\b|means\b|depends\b|works\b"
    r"|looks\b|sounds\b|helps\b|\w*ss\b)[a-z]{2,}s\b(?!')",
    _I,
)
_PAST = (
    r"(?:\w{2,}ed|gave|sold|sent|took|put|left|lost|broke|drove|made|kept|told|said|hung|cut|billed"
    r"|built|came|went|got"
    r"|bent|stolen|broken|fell|ran|rang|let|paid|shut|threw|wrote|forgot|hit|tore|stole|did|didn't"
    r"|never|haven't|have not"
    r"|don't|won't)"
)
# what the business did: "you gave my dog", "your men left half of it"
_GOES_ON = in_lower_case(
    r"\b(?:I'm|I am|we're|we are|it's|he's|she's|they're) (?:\w+ly |just |still |only |after )?\w+ing\b"
)
_NEWS = in_lower_case(r"(?:'m|'s|'re|\b(?:am|is|are)) after \w+ing\b")  # "he's after taking three"
_TO_ME = in_lower_case(r"\b\w{2,}(?:ed|ade|ook|ept|ave|ost|old|ent) (?:me|us|my|our|it|the)\b")
_NO_THING = re.compile(
    r"^(?:there's |there is |we've |I've )?(?:got )?(?:still )?no (?!one\b|problem|worries|idea)\w+", _I
)
_THEIRS = in_lower_case(
    rf"\b(?:you|you guys|you people|they|somebody|someone|your (?:\w+ )?\w+|the last (?:guy|person|man"
    rf"|woman|agent|one))"
    rf"(?:'ve| have|'d| had|'s| has)?(?: just| also| already| still| even)? {_PAST}\b"
)
# how the client's things stand: "my heating's been off", "our broadband keeps dropping"
_MINE = in_lower_case(
    r"\b(?:my|our|her|his|my \w+'s) (?!name|number|email|e-mail|phone|mobile|address|order|account"
    r"|reference|wife|husband)"
    rf"\w+(?: \w+){{0,2}}?(?:s been\b|'s\b| is\b| are\b| isn't\b| has\b| have\b| was\b| were\b| keeps?\b"
    rf"| says?\b| {_PAST}\b)"
)
_LASTING = in_lower_case(
    r"\bsince\b|\bfor (?:over |nearly |about |the (?:past|last) )?(?:\w+ )(?:hours|days|weeks|months"
    r"|years)\b|\bin a row\b"
    r"|\bthere(?:'s| is| are| was| were)\b"
)
_FEELING = in_lower_case(
    r"\b(?:ridiculous|unacceptable|joke|angry|furious|fed up|frustrat\w*|unbelievable|disgust\w*|sick of"
    r"|can't believe|worst|awful|terrible|"
    r"horrible|outrageous|upset|disappoint\w*|inefficien\w*|useless|pathetic|shame|appalling|depressing"
    r"|insane|crazy|so done|tired of|great, just)\b"
)
_HOW_LONG = re.compile(
    r"(?:for |(?:that|it)(?:'s| is| was) )?(?:(?!I |we |he |she |they |you )\w+ ){1,3}(?:minute|hour|day|week"
    r"|month|year)s?"
    r"(?: ago| now)?",
    _I,
)
_INSULTS = re.compile(r"^you(?: are|'re)(?: (?:a|an|all|so|just|such|really|nothing but))*(?: \w+)?$", _I)
_SINCE_WHEN = re.compile(r"(?:since|after|until|till|around|about) ", _I)  # an answer to "since when?"
# a verdict, not what happened
_VERDICT = re.compile(
    r"^(?:this|that|it|[$£€]?[\d.]+)(?:'s| is| isn't| wasn't| was)(?: just| really| simply"
    r"| so)?(?: not)?(?: way| far)? (?:correct|right|fair|on|good enough|sufficient"
    r"|acceptable|enough|true|what I asked|(?:my (?:fault|mistake|problem)|too (?:late|long|early|soon|much)"
    r"|no (?:good|use))\b.*)$",
    _I,
)
_PLEASANT = in_lower_case(
    r"\b(?:thank|thanks|bye|goodbye|take care|have a (?:good|great|nice)|look forward|appreciate"
    r"|no worries|how are you|nice day|"
    r"I can't (?:tell|say|remember|think)\b|(?:I've|I have|we've) got (?:the|your|my|it)\b[\w ]* here$"
    r"|^this is \w+$|in front of me|can you hear|are you there|hold on"
    r"|one (?:second|moment)|calling about|big help|means a lot"
    r"|sounds good|that's (?:all|it|right|correct|fine)|"
    r"(?:I've|we've) had (?:it|enough)$|I (?:don't|do not) (?:even |really )?know|no idea\b|never mind"
    r"|^(?:it's|this is) (?:just )?(?:about )?a complaint$|^(?:it's|its|this is) (?:only |just )?me\b"
    r"|(?:nobody's|not your|isn't your|wasn't your) fault"
    r"|that's what you said|as I said"
    r"|^I(?:'ve| have) (?:got )?(?:a |the |some |my )?(?:photos?|pictures?|receipts?|proof|videos?|screenshots?)\b"
    r"|like to (?:complain|make a complaint|report|enquire|ask|speak|talk)\b|(?:need|want|like) (?:some "
    r"|your |a (?:bit|little) (?:of )?)?(?:help|assistance)\b|you're welcome"
    r"|no problem|my name is|the number is|my (?:\w+ )?(?:number|email|e-mail|address) is"
    r"|order (?:number )?is|speaking|I understand|I know|I get (?:it|that)|I see|fair enough)\b"
)

_HANGS_ON = re.compile(
    r"(?:whether|where|which|if|what if|that (?:I|you|we|they|he|she|it)|to)\b(?!'s| (?:was|is)\b)", _I
)
_MIGHT_BE = re.compile(r"\b(?:if|I'll|I will|would|I'm going to|you won't|they won't)\b", _I)
_WORD = re.compile(r"[A-Za-z']+")
# "we did", "I certainly didn't, no": only the answer to a question
_ELLIPTIC = re.compile(
    r"^(?:(?:no|yes|yeah|oh|well|and|but),? )*(?:I|we|he|she|they|it|you|that) (?:\w+ly )?"
    r"(?:did|do|does|was|were|have|has|had|is|are|am|can|could|would|will|should)(?:n't| not)?(?=,|$)"
    r"(?!,? (?:and|but)\b)",
    _I,
)


@lru_cache(maxsize=512)
def tells(clause: str) -> bool:
    """Not a pleasantry, a verdict, an insult, a condition or a length of time: it may say what is wrong."""
    return not (
        len(clause.split()) < 2
        or _HOW_LONG.fullmatch(clause)
        or _HANGS_ON.match(clause)
        or _PLEASANT.search(clause.lower())
        or _VERDICT.match(clause)
        or (_SINCE_WHEN.match(clause) and "," not in clause)
        or _INSULTS.match(clause)
        or _ELLIPTIC.match(clause)
    )


@lru_cache(maxsize=512)
def problem_score(clause: str, numbers: int) -> float:
    """How much a clause of the client's tells about what is wrong; 2 and more is worth writing down."""
    words, said = clause.split(), clause.lower()
    if not tells(clause):
        return 0.0
    trouble = len({match.group() for match in _TROUBLE.finditer(said)})
    trouble += bool(_NO_THING.match(clause))
    narrates = bool(
        _NARRATES.search(said) or _TO_ME.search(said) or _NEWS.search(said) or _ACTS_UP.match(clause)
    )
    theirs, mine = bool(_THEIRS.search(said)), bool(_MINE.search(said))
    lasting = bool(_LASTING.search(said))
    if (
        not (trouble or narrates or theirs or mine or lasting or _GOES_ON.search(said))
        or len(_outside_numbers(clause)) < 2
    ):
        return 0.0  # an address, a name, a fragment, a number
    goes_wrong = bool(trouble and _GOES_ON.search(said))
    score = min(trouble, 3) + 0.6 * goes_wrong + min(numbers, 2) * (0.8 if trouble else 0.2) + narrates
    score += min(len(words), 15) / 15
    score += theirs + 0.8 * mine + 0.6 * lasting
    if not trouble:
        score -= 0.5
    if _FEELING.search(said):
        score -= 1.5 if trouble < 2 else 0.5
    if _MIGHT_BE.search(clause):
        score -= 1.0
    return score


_BESIDE_NUMBERS = ("and", "then", *REPEATS)


def _outside_numbers(clause: str) -> list[str]:
    """The words of a clause that are no number and longer than two letters."""
    spoken, at = [], 0
    for span in find_numbers(clause):
        spoken.append(clause[at : span.start])
        at = span.end
    words = _WORD.findall(" ".join([*spoken, clause[at:]]))
    return [word for word in words if len(word) > 2 and word.lower() not in _BESIDE_NUMBERS]
