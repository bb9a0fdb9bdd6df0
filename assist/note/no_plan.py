"""What is said like a promise and is no deed for the client: "I'll be honest", "you'll have to wait"."""

from __future__ import annotations

import re

from assist.note.promise_forms import DONE_FOR_THEM, NOT_FOR_THEM, PLACED

_I = re.IGNORECASE
_AT_AN_HOUR = (
    r"(?:by|at|before|in(?! an? (?:second|sec|minute|moment|tick|jiffy)\b)|within|on|around|about"
    r"|this|tomorrow|tonight|today|from|between)\b"
)
NO_PLAN = re.compile(
    r"^(?:leave (?:it|that) (?:there|at that|here)\b|leave (?:(?:it|that|this) with you|you (?:with|to))\b"
    r"|stop (?:you|us)\b"
    r"|either\b"
    r"|no\b"
    r"|(?:just )?go and (?:ask|check|see|look|have a|find)\b|pop (?:and|to) (?:ask|check|see)\b"
    r"|(?:sit|hear|hold)\b(?! (?:it|that|them|those|one|your|the|a|an) )"
    rf"|(?:be (?:honest|right|brief|quick|happy|glad|sure|with you(?! {_AT_AN_HOUR})|able|sorry|back|here)"
    r"|(?:just |quickly )*(?:read|go (?:through|over)|run through|repeat|recap|summari[sz]e|explain"
    r"|tell you (?:that|what|why|how)|admit|say|stop (?:there|talking|you|now|interrupt\w*)|listen|ask (?:you"
    r"|that you)"
    r"|know|need (?!to (?:send|book|order|arrange|raise|escalate|replace)\b)|try|do (?:my|our|what|everything"
    r"|whatever|anything"
    r"|all)|help|see(?! to (?:it|that)\b)|wait"
    r"|put you(?! (?:down|in (?:for|with)|onto|on (?:(?!the (?:line|phone|other))(?:the|an?|\w+day)\b)))"
    r"|place you|transfer you|take (?:a look|your|down|note"
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
    rf"(?! (?:picked|delivered|sent|refunded|there|at (?:your|his|her|their)|with you {_AT_AN_HOUR}|calling"
    r"|in touch|sending|coming|out (?:to|myself|there|with)|on to|onto|over|round|up|down|straight (?:on|over"
    r"|round|back|out)"
    r"|(?!hop|wait|look|think|hear|liv|go|hold|try|need|hav|be)\w+ing))))",
    _I,
)
# a look through papers is a deed where a day is set for it
GOES_THROUGH = re.compile(r"go (?:through|over) (?!the (?:questions|details|steps)\b)", _I)
CHECK_ONLY = re.compile(
    r"^(?:check|look|run (?:an?|the) (?:\w+ )?(?:test|check)|see(?! to)|find out|pull|open (?:it|that|this|up"
    r"|your|the (?:file|account|page|system))|verify"
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
    r"|have to|need|understand|not|never|notice|find|also need|want|probably|get (?:through|used)|hear"
    r" (?:nothing|a|me|some|music))\b"
    r"|(?:'s| is) going to (?:sound|look|take|be (?!able|out|there|with|at|in touch"
    rf"|(?:\w+ly )?{DONE_FOR_THEM})\w)",
    _I,
)
# without a day, "it" and "that" must be what is done: "it'll be taken off"
_IT_ONLY = re.compile(
    rf"(?:it|that|this|they)(?:'ll| will) (?:be(?! (?:\w+ly )?(?:{DONE_FOR_THEM}|with (?:you|him|her|them)"
    rf"|out (?:to|for|the)|on (?:your|the|this|his|her) (?:next |\w+ )?(?:bill|statement|invoice|payslip"
    rf"|account|card)\b|(?:here |there )?waiting|ready|(?:there|here|round|over) (?:at|from|by|between|before"
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
    rf"(?:\w+ly |all |then )*(?!{NOT_FOR_THEM}\b)(?:{DONE_FOR_THEM}|{PLACED}|\w{{2,}}ed)\b", _I
)
_FEE = re.compile(rf"(?:\w+ly )*{NOT_FOR_THEM}\b", _I)


def is_fee(what: str) -> bool:
    """ "You'll be charged on Friday" """
    be = _BE.search(what)
    return be is not None and bool(_FEE.match(be["what"]))


def is_no_deed(what: str, dated: bool) -> bool:
    """Said of somebody or something with "will", and nothing that is done for the client: "the engineer will be
    Steve", "you'll be charged on Friday"; `dated`: a day is said with it."""
    if is_fee(what):
        return True
    if dated:
        return False
    be = _BE.search(what)
    if _IT_ONLY.match(what) or _SEES.search(what):
        return True
    if _THERE_WILL.match(what):
        return False
    return be is not None and " be " in be.group() and not _BE_DEED.match(be["what"])
