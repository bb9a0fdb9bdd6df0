"""The ways in which something is put forward, and where one side of a choice ends and the other begins."""

from __future__ import annotations

import re

from assist.note.date_phrases import ORDINAL, WEEKDAY
from assist.note.deeds import DEEDS
from assist.note.number_words import HOURS

_I = re.IGNORECASE
# to see somebody is an offer where it is said when
_WHOM = "(?:you|him|her|them|it)"
_WHEN = (
    rf"(?:(?:on )?(?:the |this |next )?(?:{WEEKDAY}|{ORDINAL}|morning|afternoon|evening)|tomorrow|tonight|today"
    rf"|first thing|at (?:half |quarter )?(?:{HOURS}))\b"
)
_NO_OFFER = (
    rf"(?!(?:see(?! {_WHOM} {_WHEN})|(?:speak|have a look|take a look|check)\b(?!.* {_WHEN})|talk(?! you through)"
    r"|try (?:and|to) (?:help|assist|see|find out)\b"
    r"|hear|understand|imagine|tell|chat|appreciate|help|assist|take care"
    r"|look into|only|not|assure|look|ask you|read|relate|be"
    r"|do (?:that|it|this|is)\b|"
    r"certainly understand|find (?!you|another|an?\b)|confirm|definitely (?:see|help|understand)|say"
    r"|start (?:by|with|off|to)\b"
    r"|get (?:some|a few|your|that|this|it)|"
    r"have your|take your|just|pull (?:up|it|that|your)|absolutely understand|sense|promise|guarantee|add anything)\b)"
)
CAN = re.compile(
    r"(?<!how )(?<!what )(?<!so )(?<!that )(?<!if )(?<!when )(?<!as )(?<!where )(?<!est )(?<!soon as )(?<!soonest"
    r" )(?<!earliest )(?<!first one )(?<!first )(?<!only thing )(?<!best"
    r" )(?<!everything )"
    r"(?<!before )(?<!until )(?<!all )(?<!most )(?<!whatever )(?<!anything )(?<!than )\b(?:I|we)(?P<how> can"
    r"| could"
    r"|'ll be able to| will be able to|'m able to| am able to|"
    r" are able to|'re able to|'d be happy to| would be happy to|'m happy to| am happy to|'d be glad to"
    r"|'re happy to|'m willing to| am willing to|'re willing to|'d be willing to|'m prepared to|'re prepared to"
    r"|'d be prepared to)"
    rf"(?P<soft>(?: (?:also|certainly|definitely|always|happily|either|gladly|absolutely|instead|then"
    rf"|still|maybe|probably|perhaps|possibly|of course|"
    rf"offer to|now))*) {_NO_OFFER}(?P<what>[a-z]+ .+|[a-z]+)$",
    _I,
)
CAN_DO_IS = re.compile(
    r"\b(?:what|one thing|the one thing|all|(?:the )?(?:best|most)) (?:I|we)(?P<how>'d like to| would like to|'ll"
    r"| will| can"
    r"| could|(?:'m| am|'re| are|'d be| would be) able to) (?:do|offer|suggest|propose|give you|go to|stretch to|see)"
    r"(?: for you)?(?: now| right now| instead| here"
    r"| today)? is (?:to )?(?P<what>.+)",
    _I,
)
WOULD_YOU = re.compile(
    r"(?:\b(?:would|do|did) you (?:rather |also )?(?:like|prefer|want|have)? ?|^(?:so )?(?:you )?want )"
    r"(?:me|us) to (?P<what>.+)"
    r"|\b(?:shall|should) (?:I|we) (?!say\b)(?P<what2>.+)|"
    r"\bwould (?:you|she|he|they) (?:like|prefer|rather have|accept|take) (?P<what3>(?:a|an|the|another|to|some"
    r"|your|my|our|this"
    r"|that|last) .+)"
    r"|\bdo you want (?P<what4>(?:a|an|the|another|some) .+)"
    r"|\bwould you (?:rather|sooner) (?P<what5>(?!have|that|me|us|not|I|we)[a-z]+ .+)"
    r"|\bmay (?:I|we) (?:suggest|offer(?: you)?|propose) (?P<what6>.+)"
    # "do you want it credited to the card or sent as a check?"
    r"|\b(?:do you want|would you like|would you prefer) (?:it|that|them|this) (?P<what7>(?:\w+ed"
    r"|\w+en(?<!when)(?<!then)"
    r"|sent|paid|put|left|brought|done)\b.*)"
    r"|\bwould you be (?:open to|happy with|interested in|okay with|all ?right with) (?P<what8>(?:an?|the"
    r"|some) .+)"
    r"|^would (?P<what9>an? [\w ]+?) (?:work|do|help|suit|be (?:any (?:good|use|help)|of (?:any )?(?:use|help)"
    r"|all ?right"
    r"|okay|good))\b.*"
    r"|^is (?P<what10>an? [\w ]+?) what you(?:'d| would) (?:like|want|prefer)",
    _I,
)
HOW_ABOUT = re.compile(
    r"\b(?:(?:would you mind|(?:is|would|will) it (?:be )?(?:all ?right|okay|ok|fine)) if (?:I|we)"
    r" (?P<what10>.+))|\b(?:would it (?:help|be (?:any )?(?:better|easier|good"
    r"|use)|work)|how would it be|what) if (?:I"
    r"|we) (?P<what7>.+)"
    r"|\bhow (?:does|do|would) (?P<what11>(?!(?:that|this|it)\b).+?) (?:sound|suit|work|do)\b.*"
    r"|^(?:so )?(?:what|how) about this,? (?:I|we) (?P<what9>.+)"
    r"|\bthere's (?:always |also )?the (?:option|possibility|choice) of (?P<what8>.+)|"
    rf"^(?:(?:so|I know|okay|well|right|yeah|or|then),? )*(?:how|what) about "
    rf"(?P<what>(?:(?:a|an|we|I|the|if we|you (?:get|have|take|come)) .+"
    rf"|[\w ]{{2,30}} off\b.*|(?:(?:this|next) )?(?:{WEEKDAY}|tomorrow)\b.*))"
    r"|^(?:what if|how about) (?:I|we) (?P<what2>.+)|"
    r"\b(?:one|another|the other|the only other|the first|the second|your other|first|second|other) (?:option"
    r"|possibility"
    r"|choice|route|way|alternative|thing (?:I|we) can do) "
    r"(?:is|would be|could be|will be) (?:to |(?:that )?(?:I|we) )?(?P<what3>.+)|^(?:or|alternatively),? (?:I"
    r"|we) (?:can|could) (?P<what4>.+)|"
    r"^(?:let me|allow me to) (?P<what5>offer .+)|\bI(?:'d| would)? (?:recommend"
    r"|suggest)(?: is)?(?: that)?(?: (?:we|you|I)\b)? (?P<what6>.+)",
    _I,
)
YOU_CAN = re.compile(
    r"(?<!that )(?<!if )(?<!so )\byou(?: can| could| may|(?:'re| are) (?:able|free"
    r"|welcome) to) (?:also |either |always |just )*"
    r"(?P<what>(?!(?:see|hear|imagine|understand|tell|expect|call|ring|reach|phone|contact|email|text"
    r"|message|find|be|count"
    r"|rely|trust|ask (?:me|us|for)\b|say|believe|bet|know|think|rest|speak|talk|let me|give me|just|do (?:that"
    r"|it|so)"
    r"|help|feel|hold|hang"
    r"|wait|appreciate|read|write|note|sit|relax|start|stop|confirm|provide|spell|repeat|remember|look"
    r"|also|never|not|get (?:in"
    r"|hold|back|through|me|to)|have (?:my|a look|your (?:number|details|say|word)\b)|take (?:down|my|your time"
    r"|it from)|go (?:ahead"
    r"|to our|on)|hear|follow|always"
    r"|certainly|still|then|tell|please|sleep|explain|guess|do|leave any\w*)\b)[a-z]+ .+)",
    _I,
)
THEY_CAN = re.compile(
    r"^(?:but |and |so )?(?P<what>(?:the|our|my|one of our|an?|he|she|they|(?:doctor|mr|mrs|ms) [a-z]+"
    r"|(?-i:(?:Dr |Mr |Mrs "
    r"|Ms )?(?!You|What|Which|Who|That|This|There|It|Then|So|And|But|Or)[A-Z][a-z]+)) ?(?:(?!I |we "
    r"|you )\w+ ){0,2}?"
    r"(?:can|could) (?:also |still |then )?(?!(?:(?:call|ring|phone|e-?mail|text|reach|contact) (?:me|us)|not"
    r"|hear|tell|imagine|understand|find|wait|help"
    r"|only|never|confirm|say|do (?:it|that)"
    r"|be (?:sure|certain|hard|difficult|fun)|take (?:up to|a while|\w+ (?:days|weeks|hours))|happen"
    r"|vary|change)\b)[a-z]+\b.*)",
    _I,
)
# "would you like to pay by card?": theirs to do; "would you like to have it sent?" is not
WOULD_LIKE_TO = re.compile(
    r"\b(?:I|we)(?:'d| would) (?:also |really )?(?:like|love) to (?P<what>(?:offer|give|send|refund|credit|replace"
    r"|arrange|invite|move|upgrade|pay|waive|book|get|let you have) .+)",
    _I,
)
THEIR_DEED = re.compile(r"to (?!(?:have|get|receive|be|keep|take)\b)[a-z]", _I)
HAVE_A = re.compile(
    r"\b(?:I've|we've|I have|we have|there's|there is|(?:he|she|they|the \w+|(?-i:(?:Doctor|Dr|Mr|Mrs|Ms) [A-Z]\w+))"
    r"(?:'s| has|'ve| have))(?: still| also)? (?:got )?(?P<what>(?:an?|one"
    r"|another) (?:\w+ )?"
    r"(?:slot|appointment|opening|space|gap|room|table|seat|cancellation|place)s? (?!where|that|in"
    r"|between).+?|an? (?:[\w-]+ ){1,3}?"
    r"(?:with an? (?:gap|slot|space|opening)|free|available|you (?:can|could)) .+?"
    rf"|(?:an? )?(?:half )?(?:{HOURS}) (?:\w+ )?(?:o'clock )?(?:on )?(?:{WEEKDAY}|tomorrow|today)\b.*?"
    rf"|(?:an? )(?!(?:[\w-]+ ){{0,2}}(?:note|record|call|message|delay|problem|holiday|meeting|strike|charge"
    rf"|fee|bill|payment|queue"
    rf"|wait)\b)[\w-]+(?: (?!\w+ing\b)[\w-]+){{0,3}}?"
    rf" (?:on |free )?(?:{WEEKDAY}|tomorrow|tonight|this (?:morning|afternoon|evening|night))\b.*?"
    rf"|(?:{WEEKDAY}|tomorrow)(?: the {ORDINAL}(?: of \w+)?)?(?: morning| afternoon| evening)?,?"
    rf" (?:at|in the|or|from|between|free|available) .+?)(?= (?:should"
    r"|shall|would|is that|do you|does that)\b|$)",
    _I,
)
# "there's the three pound bag, or there's duck in the big one"
HAVE_EITHER = re.compile(
    r"^(?:so |and |but )*(?:there's|there is|I've got|we've got|I've|we've|I have|we have) "
    r"(?P<what>(?!to\b|been\b|all\b|both\b|\w+ed\b|.*\b(?:problem|issue|delay|charge|fee|strike"
    r"|holiday)\b).+?,? or "
    rf"(?:there's|I've got|we've got|I have|we have|(?:one|an?|the|another|on|{WEEKDAY}|tomorrow)\b).+)",
    _I,
)
# "could you come in, or I'll come to you?"
YOU_OR_WE = re.compile(
    r"^(?:so |and )?(?:can|could|would|will) you (?P<what>.+?),? or (?:else )?"
    r"(?:I|we)(?:'ll| will| can| could) (?P<other>.+)",
    _I,
)
# "so either bring one by, or I print you three"
EITHER = re.compile(
    r"^(?:so |and |then |but |it's |it can be )*(?:(?:I|we|you)(?:'ll| will| can| could) )?either (?P<what>.+)",
    _I,
)
# "there's also our other house", "the garden room's free on the eighth"
THERE_IS_ALSO = re.compile(
    r"\b(?:there's|there is|I have|I've got|we have|we've got) also (?P<what>"
    r"(?:an?|the|one|our|another) (?!charge|fee|note|problem|matter|question|issue|small|cost).+)"
    r"|^(?P<what2>(?:(?:the|our|an?|one of our) [\w ]{2,30}?)(?:'s| is) (?:free|available|going|open) "
    rf"(?:on|at|from|for|till|until) (?:the )?(?:{WEEKDAY}|{ORDINAL}|tomorrow|\d).*)"
    r"|^or (?:else )?(?:there's|there is|I've got|I have|we've got|we have) (?:also )?(?P<what3>.+)"
    r"|\bI'm seeing (?P<what4>(?:an?|one|another) .+)"
    r"|^the other(?: one)? is (?:that )?(?P<what5>(?:the|we|I|you|they) .+)"
    r"|^(?:(?:and|so|then|or|could be|maybe|perhaps) )*(?:I|we)'d (?:also |then )?"
    r"(?P<what6>(?:send|come|take|give|pay|bring|lend|put|refund|knock|throw|swap|fix|drop|add) (?!it\b|that\b"
    r"|you that\b|for it\b|them\b).+)",
    _I,
)
# "can you come in tomorrow at five?"
COME_ON_A_DAY = re.compile(
    r"^(?:so |and |then )*(?:can|could|would) you (?:be able to )?(?P<what>(?:come|make|manage|pop|drop|stop) "
    rf".*\b(?:{WEEKDAY}|{ORDINAL}|tomorrow|today)\b.*)",
    _I,
)
IF_YOU_LIKE = re.compile(
    r",?\s*\bif (?:you(?:'d| would)?|that(?:'s| is)?) (?:like|want|prefer|wish|okay|ok|helps"
    r"|works)\b.*$",
    _I,
)


# "if it goes to York I can lend you ours": an offer, with what it waits for
IN_THAT_CASE = re.compile(
    r"^(?:and |but |so )?if (?P<case>(?!you(?:'d| would)? |that's |(?:I|we) )[^,.?!]+?),? (?:then )?(?:I"
    r"|we)(?: can| could|'ll be able to)"
    rf" {_NO_OFFER}(?P<what>[a-z]+ .+)$",
    _I,
)
# "if you went to third party it'd be seven eighty"
IF_YOU_TAKE = re.compile(
    r"^(?:and |but |so |or )*if you (?P<what>(?:went|go|took|take|had|chose|waited|came|brought|paid) .+?),? "
    r"(?:it|that)(?:'d|'s|'ll| would| will| is)\b(?! (?:not|too|okay|ok|fine|if)\b)",
    _I,
)
# "or, if you're close, you can come": in which case
IN_CASE = re.compile(
    r"^(?:or,? )?if (?!you(?:(?:'d| would) (?:rather|prefer|sooner)| want to| prefer to))[^,]*?(?:, |(?= (?:he"
    r"|she|we|they|I"
    r"|you) ?(?:can|could|'s|'re|'ve)\b| there's\b))",
    _I,
)
# "if you'd rather go through the seller they can send one": for them to do
RATHER = re.compile(
    r"^(?:or,? )?if you(?:(?:'d| would) (?:rather|prefer to|sooner)| want to| prefer to) (?P<what>(?!have|that"
    r"|I|we|not|it)[a-z]+ .+?)"
    r"(?:,? (?:they|we|I|he|she)(?:'ll|'d| will| would| can| could)\b.*)?$",
    _I,
)
SIDE = re.compile(
    rf"^(?:or )?(?:on (?:the )?\w+day )?(?:(?P<deed>(?:you|I|we) (?:{DEEDS}) .+)|"
    r"(?P<who>I|we|you|he|she|they) ?(?:can|could|may|'ll|will|'d|would)(?: (?:also|always"
    r"|just))* (?P<what>[a-z]+ .+"
    r"|wait)|(?:there's|there is|I've got|we've got|I have|we have) (?P<thing>.+)"
    r"|(?P<whole>(?:he|she|it|they|the \w+|our \w+)(?:'s| is|'re| are) (?:free|available|open"
    r"|in(?= (?:on|at|till|until|from|all|tomorrow"
    r"|today|\w+day)\b)) .+))$",
    _I,
)
OURS = re.compile(r"(?:have|get|take) (?!your own\b)", _I)  # given by us as much as taken by them
DAY = re.compile(
    rf"\b(?:(?:on|by|for|at) )?(?:the |this |next )?(?:{WEEKDAY}|{ORDINAL}|tomorrow|today)\b", _I
)
OR = re.compile(
    r",? or,? (?:u[mh]+,? )?(?:(?:there's|(?:I|we)(?:'ve| have) got|(?:shall|should|will|would|can|could) (?:I"
    r"|we|you)"
    r"(?: (?:rather|prefer|like))?(?: to)?) (?=\w)|(?:(?:I|we|you) (?:can|could) "
    r"|you(?:'re| are) (?:more than )?(?:welcome|free|able) to |else |(?:I|we)(?:'ve| have) )?(?=you (?!can"
    r"|could)[a-z]|(?:a|an|the"
    rf"|\w{{3,}}ed|sent|paid|straight|to|your|my|our|another|some|one (?:at|on|in|for|from|that|which|with)|some(?:body"
    rf"|one|thing) else"
    rf"|have|we|I|{DEEDS}|(?:between|from|at|after|before) (?:{HOURS}|\d)"
    rf"|(?:he|she) [a-z]+s|(?:(?-i:(?:Dr |Mr |Mrs |Ms )?[A-Z][a-z]+)|he|she|they) (?:can|could))\b|{DAY.pattern}))",
    _I,
)
# "and then for the wall, our contractor can come"
TOPIC = re.compile(
    r"^(?:(?:and|so|then|now|okay|right|but) )*(?:for|as for|about|on|with|regarding|as to) (?:the|your|that|her"
    r"|his) "
    r"[\w ]{2,25}, (?=\w)",
    _I,
)
SORTS_IT = re.compile(
    r"(?:sort|fix|handle|deal with|solve|resolve|get|put|make|work|have both)\b(?:,? (?:it|that|this"
    r"|things|something|you|out|right|for"
    r"|sorted|fixed|both|yeah))*$",
    _I,
)
EMPTY = re.compile(
    r"(?:(?:do|say|get|give|offer|options?|choices|ways|help|assist|take|change|confirm|check|have|today|now|be"
    r"|go|one|it|that|this|so"
    r"|something|anything|for|you|with|to|if|and|me"
    r"|up|ahead|book|order|send|arrange|one of|two|three|of|these|things|those|them)\b ?)+$",
    _I,
)

_A_DAY = (
    rf"(?:(?:this|next) )?(?:{WEEKDAY}|tomorrow|today|the {ORDINAL})"
    r"(?:,? (?!or\b|suits?\b|works?\b|do\b|be\b)[\w']+){0,4}?"
)
# "Saturday morning, or Monday any time.", "would Wednesday or Thursday suit?"; "Monday or Tuesday" is unsure
DAY_OR_DAY = re.compile(
    rf"^(?:(?P<asks>would|how about|what about) )?(?P<one>{_A_DAY})(?(asks),?"
    rf"|,) or (?:else )?(?:on )?(?P<other>{_A_DAY})"
    r"(?: (?:suit|work|do|be (?:better|any good|easier|all right|okay))(?: (?:you|for you|better))?)?$",
    _I,
)

IF_YOU_RATHER = re.compile(r"^(?:or )?if you(?:'d| would)? (?:rather|prefer|like),? (?=\w)", _I)
