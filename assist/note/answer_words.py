"""The words of an answer to what was put forward: a yes, a no, and a "let me think"."""

from __future__ import annotations

import re

from assist.note.any_case import AnyCase
from assist.note.words import one_of, one_way_of

_I = re.IGNORECASE

# --- yes ---------------------------------------------------------------------------------------------

_YES = one_of(
    r"""yes, yeah, yep, yup, sure, fine, great, perfect, good, lovely, wonderful, excellent, please(?: do)?, absolutely,
    definitely, deal, agreed, sounds, let's, go ahead, lock it in, go for (?:it|that),
    (?:just )?(?:do|send) (?:it|that)(?: then| now| today| first)*(?:\,? please)?$, book (?:it|that|me)\b, sign me up,
    put me down, it (?:would|will|does)(?: have to)?(?=$|\,), go on(?: then| so)?(?=\,|$),
    count me in, why not, suits me,
    that'll do, go on(?: then)?$, grand, smashing, brilliant, champion, ideal, super, sweet, cool,
    fair enough, I suppose(?: so)?$, I guess so,
    happy days, that one, aye, course, (?:(?:I|you|we) )?(?:may|might) as well, if you (?:don't|wouldn't) mind,
    can't complain,    (?:I )?wouldn't say no, I won't say no"""
)
_OPENS_YES = (
    r"(?:(?:oh|um|uh|ugh|ha(?:ha)?|god|well|okay|ok|alright|all right|and|hm+|right|so|then|no problem|I mean"
    r"|(?:if|as long as) (?:that|it|there)'s [\w' ]{2,24}?(?:,| then)),? )*"
)
# what is called fine, and the verdict
_WHAT = (
    r"(?:that|this|it|which|\w+day|tomorrow|noon|morning|afternoon|evening|(?:first|second|\w+th|\w+(?:teen"
    r"|ty)th|latter"
    r"|former|other))"
)
_IS = r"(?:'s| is| would be| will be|'ll be|'d be| sounds| seems)"
_REALLY = r"(?:really |just |perfectly |all |so |very |absolutely )?"
_FINE = one_of(
    r"fine, good(?! friday), great, perfect, okay, ok, fair, lovely, best, better, alright, right with me, "
    r"acceptable, satisfactory, agreeable, suitable, splendid, ideal"
)
_KIND = one_of(
    r"""brilliant, grand, lovely, wonderful, ideal, super(?! [a-z]), fab, helpful, a (?:start|help), kind(?: of you)?$,
    (?:good|decent|nice|sweet|generous|big|kind) of you,
    quick(?:est|er), fine, better, best, great, more like it, very (?:kind|good)"""
)
_TAKING = (
    r"\b(?:I|we|he|she|they|(?:my|our) \w+)(?:'ll| will|'d| would) (?:take|go (?:with|for)|have|choose"
    r"|rather have|prefer|rather|like) "
    r"(?:the|that|a|an|one|it|my)\b",
    r"\b(?:I'll|we'll|I will|let me) (?:just )?(?:go (?:with|for)|stick with) \w+",
    r"\b(?:I'm|we're|I'll be|we'll be|somebody's|someone's) (?:home|in|free|off|around|available|there|here)(?:"
    r" on| all day)* \w+day\b",
    r"^(?:(?:then|okay|so|no|yes),? )*I take (?:the|it|that|this|my)\b",
    r"\b(?:I|we)(?:'d| would) (?:much )?(?:rather|sooner|prefer to) (?!not\b|you\b)\w",
    r"\bI (?:suppose|guess) (?:the|an?)\b",
    r"\bI(?:'d| would) (?:rather have|prefer)\b|\b(?:would|'d|'ll|will) (?:get|see|tide) (?:me|us) (?:through"
    r"|over|right|by)\b",
    r"^(?:so |then |just |okay |yeah |but |and |well,? )*(?:do|go with|go for|take) the \w+",
    r"^(?:so |then |just |okay |yeah )*(?:do|make it|go with|go for|take|book(?: me)?|say) (?:for |on )?\w+day\b",
    r"\b(?:let's (?:do|go|say|take)|go (?:with|for) the|I choose|I pick|happy with|I can live with|I accept"
    r"|we'll take"
    r"|yes please)\b",
    r"\b(?:the|an?) \w+(?: \w+){0,2},? please$",
    r"^the (?:first|second|latter|former|other)(?: one)?\b",
    r"\b(?:that|it)(?:'d| would|'ll| will) (?:really )?(?:help|do|have to do)\b",
    r"\b(?:I|we)'ll (?:wait for|stick with|hang on for) the\b",
    r"\b(?:option|number|choice) (?:one|two|three|a|b)\b",
    # "six'll do", "it'll have to be Dave": anything may be found good enough, but who does something
    r"\b(?!(?:what|how|who|when|where|I|we|you|he|she|they)'ll)[a-z]+'ll do(?: me| us| nicely| fine| just fine"
    r"| the job)?(?! \w)",
    r"\b(?:it|that)(?:'ll| will| has|'s got| would|'d)(?: just)?(?: have)? to be \w",
    r"\b(?:I|we)(?:'ll| will|'d| could)? (?:settle for|make do with) \w|\bas soon have the\b",
    r"\b(?:I|we)(?:'d| would) be (?:happier|better off|more comfortable) with\b",
    r"\bI'd appreciate (?:that|it)\b|\bbetter than nothing\b|\bmuch better\b|\byou've got a deal\b"
    r"|\bnow you're talking\b",
    r"^if you (?:could|would|don't mind)$|^if you(?:'d| would) (?:be so (?:good|kind)|please)\b|\b(?:yeah|yes"
    r"|go on then|that's fine|that'll do)$",
    r"^(?:okay|ok|alright|all right|right|well|oh)[, ]+(?:thank you|thanks|cheers|ta)\b|^thank you,? yes\b",
    r"^(?:well,? )?all ?right,? then$|^whichever(?:'s| is)|^whatever(?:'s| is) (?:quick|eas)",
    r"^(?:make it|book me in)\b|\b\w+day it is$",
    r"\b(?:I|we)(?:'d| would) be (?:very |most |much |ever so )*(?:obliged|grateful)$",
)
# words that can only take up what was offered, however much was said between
_TAKING_UP = (
    r"\b(?:I|we)(?:'ll| will) (?:have|take|go (?:for|with)) (?:that|it|them|those)\b",
    r"^(?:\w+day|tomorrow|today|tonight)(?: morning| afternoon| evening| night)?,? then\b",
    r"\bgo on,? then\b|\bgo for it\b|\bcrack on\b|\bcount me in\b|\b(?:let's|let us) (?:do|go with|say|take)"
    r" (?:that|it)\b",
    r"\b(?:I'm|I am|we're|we are) (?:quite |very |perfectly |really |more than )?(?:happy|fine|okay|ok|good"
    r"|content|easy) with (?:that|it|this|them)\b",
    r"\b(?:that|it|this)(?:'ll| will|'d| would)? (?:works?|suits?)(?: for)? (?:me|us)\b",
    r"\b(?:that|it|which)(?:'d| would|'ll| will)? (?:really |actually )?suits? \w+",
    r"\b(?:that|it)(?:'ll| will) do\b|\bgo ahead(?: and|$)|\bI can live with that\b",
)
TAKES_UP = AnyCase(one_way_of(_TAKING_UP))
_ACCEPTING = (
    rf"^{_OPENS_YES}{_YES}(?!\w)",
    rf"\b{_WHAT}(?: one)?{_IS} {_REALLY}{_FINE}\b"
    r"|(?<!n't )(?<!not )\bworks?(?: for (?:me|us))?$"
    r"|\b(?:that|it|which|this|\w+day|tomorrow|noon|morning|afternoon|evening)(?: would| will|'ll"
    r"|'d)? (?:really )?works?\b"
    rf"|\b(?:that|it|this|either|both|the \w+|an? \w+){_IS.replace('| seems', '')} (?:really |just |so "
    rf"|very )?{_KIND}(?!\w)",
    *_TAKING,
)
ACCEPTS = AnyCase(one_way_of((*_ACCEPTING, *_TAKING_UP)))
WEAK_YES = re.compile(r"^(?:(?:okay|ok|right|alright|all right|I see|mm-?hm+|uh-?huh|got it)[,. ]*)+$", _I)
_APPROVED = one_of(
    r"""fine, good, great, perfect, okay, ok, fair, lovely, best, better, alright, grand, brilliant, smashing, ideal,
    easier, easiest, quicker, quickest, simpler, simplest, safer, nicer, handier, cheaper, convenient, sensible,
    more useful, acceptable, preferable, wonderful, excellent, splendid, spot on, one I'd, one I want, sound, the job,
    the one,
    nice idea, good idea, great idea, lovely idea, better idea, good shout, nice touch"""
)
# something named is found good
APPROVES = AnyCase(
    r"(?:'s|'re|\b(?:is|are|would be|'d be|will be|'ll be|sounds?|seems?|looks?)) "
    rf"(?:(?:really|just|perfectly|all|so|very|absolutely|much|probably|the|a|bit|lot|more|most) )*{_APPROVED}\b"
    r"|\b(?:would |will |'d |'ll )?suits?(?: me| us)?\b"
    r"|(?<!n't )(?<!not )(?<!'s )(?<!at )(?<!my )(?<!to )(?<!from )(?<!of )\bworks?\b"
)

# --- no ----------------------------------------------------------------------------------------------

# a verdict on what is named before it, or on "that"
_IS_LIKE = (
    r"(?:'s|\b(?:is|are|sounds?|seems?|looks?|feels?|be))"
    r"(?: (?:like|a|an|just|really|so|bit|very|rather|quite|too|all))*"
)
_NO_GOOD = one_of(
    r"""bodge, faff, hassle, pain, nightmare, rip-?off, palaver, mean, steep, cheeky, stingy, impossible, pointless,
    useless, waste of (?:time|money), drop in the ocean"""
)
SPURNS_SOMETHING = re.compile(
    r"\b(?:fancy|keen on|fussed (?:on|about)|care for|be (?:doing|dealing) with|face|stomach|dream of|start with)"
    r" (?!(?:it|that|this|either|any|those|them)\b)\w"
    rf"|^(?!(?:that|it|this|both|they|either)\b)\w.*{_IS_LIKE} {_NO_GOOD}\b",
    _I,
)
# words that can only turn down what was offered, however much was said between
_SPURNING = (
    r"\b(?:no|little|not much|not a lot of|fat lot of) (?:good|use|help)\b|\bwhat (?:use|good) (?:is|are|does|'s)\b"
    r"|\bwhat good's\b|\bwhat's the (?:use|point|good)\b|\bno point\b|\b(?:don't|can't|do not) see the point\b",
    r"\bI(?:'d| would) (?:rather|sooner) not\b|\bprefer not\b|\bthanks? but no thanks?\b",
    r"\b(?:don't|do not|doesn't|didn't|wouldn't|not) (?:really |much |particularly )?(?:fancy|fancied|keen on|fussed"
    r" (?:on|about)|care for)\b",
    r"\b(?:can't|cannot|couldn't|wouldn't) (?:be (?:doing with|bothered|dealing with|having)|face|stomach|dream of"
    r"|know where to start|thank you for)\b",
    r"\bthat's an? (?:definite |big |firm )?no\b|\bnot having (?:that|it|any of)\b|\b(?:that's|it's|that is"
    r"|it is) (?:right )?out(?:$|,| then| for)"
    r"|\bout of the question\b|\bforget (?:that|it)\b",
    r"^(?:no,? )?never again\b|^(?:and )?then what$|^and what then$",
    r"\b(?:am|will|do|would) I (?:heck|hell|eck|fuck)\b|\bnot on your (?:life|nelly)\b|\bover my dead body\b",
    rf"{_IS_LIKE} {_NO_GOOD}\b|\bneither use nor ornament\b",
    r"\bwhat (?:am|are|would) (?:I|we) (?:supposed to |meant to |going to )?do with\b|\b(?:not"
    r"|hardly)(?: really)? what I (?:was"
    r" after|had in mind|need)\b|\bborn yesterday\b|\bhaving (?:a laugh|me on)\b|\b(?:I'll not|I won't"
    r"|shan't) bother\b",
    r"\b(?:I|we|he|she)(?:'d| would|'ll| will)? (?:never|not|wouldn't|won't) use (?:it|that|one|them)\b",
    r"\b(?:that|it)(?:'s| is)? ?(?: really| just)? ?(?:doesn't|does not|won't|wouldn't|isn't going to"
    r"|not going to) (?:really )?(?:help|solve"
    r"|do it|fix|suit|cut it)\b|\bdefeats the (?:object|point|purpose)\b",
)
SPURNS = AnyCase(one_way_of(_SPURNING))
# a no that names nothing and can only mean what was just offered
_OUTRIGHT = (
    *_SPURNING,
    r"\bI(?:'m| am) (?:not (?:doing|coming|waiting|going)|never \w+ing)\b",
    r"^hardly\b|\bstick your\b|\bI don't think so\b|^why should I\b|\bI don't see why\b|\bnot what I (?:asked"
    r"|want)",
    r"\bthat's (?:an insult|a joke|insulting|laughable|useless|pointless)\b|\bI won't be (?:in|here|home"
    r"|there)\b",
    r"\b(?:don't|do not) (?:bother|insult|you worry)\b|\bdon't worry about (?:it|that|the|a|any)\b",
    r"\bno need\b|\b(?:not|isn't|won't be|wouldn't be) (?:really )?necessary\b",
    r"\byou(?:'re| are| must be| have to be| have got to be|'ve got to be) (?:joking|kidding)\b"
    r"|\bare you (?:joking|kidding)\b",
    r"\b(?:I(?:'m| am)|we(?:'re| are)) (?:at work|away|busy|abroad|on holiday)\b",
    r"^(?:no,? )?not (?:really|for me|today|now|this time"
    r"|(?:just|right) (?:now|yet))$|\bI'll pass\b|\bI'll give (?:it|that) a miss\b",
    r"\bno thanks?\b|\bno thank you\b|^save it\b",
    r"^(?:no,? )?(?:I'm|I am|we're) (?:good|all ?right|okay|ok|fine)(?:,? (?:thanks?|thank you|cheers|ta|as I am"
    r"|as we are))*$",
    r"^no,? (?:thanks?,? )?you're (?:all ?right|okay|fine)\b",
    r"\bcouldn't care less\b|^never mind\b|\bno chance\b|\bnot a chance\b|\bnot interested\b",
)
REFUSES_OUTRIGHT = AnyCase(one_way_of(_OUTRIGHT))
_DAY_IS_NOT = (
    r"^(?:today|tomorrow|tonight|this \w+)(?: morning| afternoon| evening| night)? (?:I|we)(?:'m|'ve| am| have"
    r"| work"
    r"| can't| need| move| fly)\b",
    r"\b\w+day(?:'s| is) (?:my|his|her|our) ",
    r"\b\w+day's (?!(?:fine|good|great|grand|okay|ok|perfect|better|best|lovely|easier|alright|all"
    r"|no (?:bother|problem|trouble)|the|when|what"
    r"|it|a"
    r"|really|just|probably|ideal|smashing|brilliant)\b)[a-z]+ ?[a-z]*$",
    r"^(?:on )?\w+day,? (?:I'm|I am|we're|I've|we've|(?:I|we) (?!can\b|could|think|want|prefer|like|would|guess"
    r"|suppose"
    r"|love|'d|was|said|meant)\w+)\b",
)
_TURNING_DOWN = (
    r"^(?:(?:oh|um|uh|ah|ugh|ooh|god|gosh|jeez|lord|well|okay|ok|but|hm+|yes|yeah|then|so),? )*"
    r"(?:no|nope|nah|absolutely not|definitely not|neither|not really|no way)\b"
    r"(?! problem| worries| that's (?:fine|all|it|great|good))",
    r"\b(?:that|it|this|which)(?: really| just)? (?:doesn't|didn't|won't|does not|did not|will not|wouldn't"
    r"|isn't going to) (?:work|help|do|suit)\b",
    r"\b(?:don't|do not) (?:want|need|like)\b|\bnot (?:good enough|acceptable|an option|enough|sufficient"
    r"|happy with)\b",
    r"\b(?:isn't|is not|ain't) (?:good enough|acceptable|enough|sufficient|an option)\b",
    r"\bforget (?:the|about|it|that)\b|\btoo (?:late|far|long|dear|expensive|small|early|slow|risky|much)\b"
    r"|\bunacceptable\b|\bnot the \w+",
    r"\b(?:I|we) (?:can't|cannot|can not|won't|will not) (?:do|make|wait|accept|take)\b"
    r"|^(?:you can )?keep (?:your|the)\b",
    r"\bI(?:'d| would) rather you didn't\b|\bI(?:'m| am) never \w+ing\b",
    r"^(?:no,? |and )?not (?!sure|really|bad|at all|yet|that (?:I|it)|only|just|too bad|to )\w",
    r"^(?:(?:no|but|well|and|so|look),? )*(?:I |we )?(?:can't|cannot|couldn't|can hardly) (?:get|drop|bring|come|go"
    r"|leave|drive|carry|send|use|afford|take|make|wait|do|fit|have)\b",
    r"^(?:and |but |so )?how (?:am|are|would|could|do|can) (?:I|we) (?:supposed to |meant to |going to |gonna |ever )?"
    r"(?:\w+ing|get|carry|bring|send|pay|manage)\b",
    r"\b(?:I|we)(?:'ve| have)(?: got)? .*\balready$|\balready (?:have|got|booked|tried)\b",
    r"\bwhat (?:do|would|should) (?:I|we) (?:want|need|do) (?:with )?.*\b(?:for|with)\b",
    r"\bI(?:'m| am) not (?!(?:say|ask|be|try|gett|blam|feel|jok|kidd|complain|look|suggest|hear|see|tell|talk"
    r"|think|argu"
    r"|expect|us|mean|call|imagin|exaggerat|ly|mov(?=ing (?:on|until|till)))ing\b|(?:go|hav)ing to\b)(?:\w+ing"
    r"|interested)\b"
    r"|\bhad enough of\b",
    r"\b(?:hates?|loathes?|can't stand|allergic to) |\bout of the question\b|\bno way\b",
    r"\bnot (?:going to|gonna) (?:make|do|work|wait|accept|take|happen)\b",
)
REFUSES = AnyCase(one_way_of((*_TURNING_DOWN, *_DAY_IS_NOT, *_OUTRIGHT)))
_TAKES_INSTEAD = (
    r"(?:just|please|it(?:'ll| will) have to be|make it|I'll (?:take|have|go)|I'd (?:rather|prefer)|I want"
    r"|let's|can (?:you|we)|could (?:you|we)"
    r"|give|send"
    r"|refund|do|book|put)"
)
NO_JUST = re.compile(
    r"(?:(?:so|oh|well|then|right|okay|erm?|um|god),? )*"
    r"(?:(?:no|nah|nope|not really)(?: thanks| thank you)?|(?:I|we)(?:'m| am|'re"
    r"| are)? (?:really )?(?:don't want|don't need|do not (?:want"
    r"|need)|can't|cannot|won't|not) [^,]+?)(?:,| so)? "
    r"(?:(?:actually|you know what|wait|sorry|hang on|scratch that|I think|I guess|I suppose|I reckon),? )*"
    rf"(?P<rest>{_TAKES_INSTEAD} .+)",
    _I,
)
# "no, Saturday at the house"
NO_THEN = re.compile(
    r"(?:(?:oh|so|then|god|gosh|jeez|ooh|well),? )?(?:no|nah)"
    r"(?:, (?=\w)| (?=(?:the|a|an|on|at|this|tonight|tomorrow|\w+day)\b))"
    r"(?P<rest>(?!not\b|I\b|it\b|that\b|we\b|you\b(?! (?:do|write|send|ring|call|come)\b))[\w']+(?: [\w']+){0,4}"
    r"(?:, please)?)$",
    _I,
)

# "no, that's fine": turns down what was offered as a service, and takes what was asked as a leave
SPARES = re.compile(
    r"^(?:(?:oh|ah|well|um),? )*(?:no|nah|nope)(?:,? no)*,? (?:(?:thanks?|thank you),? )?(?:that's|that'll be"
    r"|it's|that is|that was)(?: absolutely| quite| perfectly| all)? (?:fine|okay|ok|all ?right|right|good|great)\b",
    _I,
)
ASKS_TO_SERVE = re.compile(
    r"\b(?:would you like|do you want|would you want|shall (?:I|we)|should (?:I|we)|can I get you|do you need"
    r"|want me to|anything else (?:you|I)|need me to|like me to)\b",
    _I,
)
# "would you mind if I posted it?" "No."
ASKS_IF_AGAINST = re.compile(
    r"\b(?:do|would) you mind\b|\b(?:is|would|will) (?:that|it|this)(?: be)? (?:a (?:problem|bother"
    r"|nuisance|pain)|an issue|too (?:late|early|much|long))\b|\bany (?:objections?|problem with that|reason not to)\b",
    _I,
)

AGREES_WITH_NO = re.compile(
    r"(?:oh,? )?(?:no|nah|nope|not at all|(?:of )?course not|not really|not a bit)"
    r"(?:,? (?:no|not at all|of course not|that's (?:fine|okay|grand)|go ahead|you're (?:fine|all right)))*$",
    _I,
)

# --- neither -----------------------------------------------------------------------------------------

_PUTS_OFF = (
    r"\b(?:let me|I'll|I will|I need to|I'd need to|I'd have to|I'll have to|I have to|I've got to|can I|could I"
    r"|we'd have to"
    r"|we'll have to|we need to|I want to|I'd like to|I'd better|I'd want to) (?:just |really |still )?"
    r"(?:think (?:about|on|over|it over)|have a think|sleep on|ask (?:my|him|her|them|the)|ask$|check with"
    r"|(?:speak|talk) (?:to|with) (?:my|him|her|(?-i:[A-Z]))|talk it over|see (?:what|if|how|it first)|discuss"
    r"|run (?:it|that) "
    r"(?:by|past)|get back to you|let you know|(?:ring|call) you back|decide|come back to you)",
    r"^(?:(?:well|um|hm+|oh|okay|yeah|I'd say),? )*(?:maybe|perhaps|possibly|(?:it )?depends"
    r"|I'm not (?:really )?sure"
    r"|not (?:really )?sure|I don't know|we'll see|I'll see|leave (?:it|that) with me|ask me (?:again|later"
    r"|tomorrow))\b",
)
DEFERS = re.compile("|".join(_PUTS_OFF), _I)
