"""What a statement of the note is in a sentence said aloud: something to do, a whole sentence, or the name of a thing.

Where it cannot be told for certain, it is a thing: "we agreed on this: …" can be said of anything.
"""

from __future__ import annotations

import re

from assist.note.deeds import DEEDS
from assist.note.verbs import LOOKS_BACK

# verbs that one side does for the other, beside the deeds that are offered
_MORE_DEEDS = (
    "accept|admit|agree|answer|appeal|approve|attach|be|begin|bill|bin|board|borrow|build|burn|buy"
    "|bury|check|choose|chuck"
    "|claim|click|confirm|contact|copy|count|cover|cut|deal|decide|dial|dig|discuss|dispatch|dispute"
    "|divert|download|drag"
    "|draft|draw|eat|empty|end|enjoy|ensure|enter|expect|expedite|explain|face|fax|feed|file|fill"
    "|flag|fly|follow|force"
    "|forget|forward|grab|guarantee|hand|handle|hang|have|haul|head|hear|help|hide|hire|hurry"
    "|introduce|investigate|invite"
    "|join|know|land|lay|lift|list|listen|load|lock|lodge|log|lose|lower|manage|mark|measure|mention"
    "|message|mind|name|note"
    "|notify|order|override|overturn|pack|paint|park|photograph|ping|plan|plug|prepare|press|process"
    "|promise|protect|prove"
    "|provide|read|rearrange|record|register|remember|remind|rent|repeat|reply|report|request"
    "|resolve|respond|retrieve"
    "|reverse|review|ride|screenshot|run|save|say|scan|search|see|sell|settle|share|shift|shoot|shut"
    "|sign|sit|slip|spare|stand|stamp"
    "|stick|store|stretch|submit|suggest|supply|swing|telephone|tell|test|throw|tick|tidy|tie|tow"
    "|trace|track|treat|type"
    "|understand|undo|upload|vacuum|verify|view|wake|walk|want|warn|wash|watch|water|wear|whatsapp|wrap"
)
_ADVERBS = r"(?:(?:just|also|then|personally|only|always|never|still|definitely|actually|gladly|happily|not|\w+ly) )*"
_DEED = re.compile(rf"{_ADVERBS}(?P<verb>{DEEDS}|{_MORE_DEEDS})(?![\w'])(?P<rest>.*)", re.IGNORECASE)
# as often the name of a thing: "refund by Friday", "post today", "a call"; a deed where something follows that it is
# done to
_NAMES_TOO = frozenset(
    "answer appeal bill bin board book cancel charge claim clean close copy count cover credit cut"
    " deal discount"
    " dispute dispatch draft end exchange face fax file fit flag follow hand head help hire issue"
    " land list load lock"
    " mail mark match measure message mind name note offer open order paint park pass plan post"
    " press print process promise"
    " record refund release rent repair repeat reply report request reset return review reverse run"
    " search set share shift"
    " show sign slip spare split stamp stand start stick stop store stretch supply swap switch test"
    " tick top trace track"
    " transfer treat trace type update upgrade view visit void wash water wrap".split()
)
# "do you want it at the branch?", "Miss Adeyemi has a gap"
_NO_DEED = re.compile(
    r"do you (?:want|need|think|know|have|mean)\b|miss [a-z]+ (?:has|is|was|will|can"
    r"|could)\b",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r" (?:(?:the|an?|this|that|these|those|it|them|him|her|me|you|us|your|our|my|his|their|its|one"
    r"|ones|both|all|every"
    r"|each|another|some|any|someone|somebody|everything|everyone|anyone|anything|whatever|what"
    r"|whether|if|how|why|who"
    r"|back|up|down|off|out|over|away|round|around|along|in|through|across|on to|with (?:you|us|him"
    r"|her|them|the)|for you"
    r"|to (?:you|him|her|them|us)|about)\b|\W?\d|(?-i:[A-Z])(?!\w*day\b))",
    re.IGNORECASE,
)

_HELPS = (
    r"(?:is|isn't|are|aren't|was|wasn't|were|weren't|will|won't|would|wouldn't|can|can't|cannot|could"
    r"|couldn't|should"
    r"|shouldn't|must|mustn't|may|might|has|hasn't|have|haven't|had|hadn't|do|does|did|don't|doesn't"
    r"|didn't|ain't)"
)
_HAS_HELP = re.compile(rf"\b{_HELPS}\b|[a-z](?:'ll|'re|'ve)\b", re.IGNORECASE)
_NO_VERB = (
    r"(?!(?:and|or|but|in|on|at|by|for|from|with|about|to|of|who|that|else|next|now|then|today"
    r"|tonight|tomorrow|here"
    r"|there|up|down|out|back|\w+day|\w{2,}ing)\b)"
)
_WHO = re.compile(
    r"(?:I|you|we|he|she|they|nobody|no one|somebody|someone|everybody|everyone|nothing|everything"
    r"|something)"
    rf"(?:'(?:s|m|re|ve|ll|d)\b| (?:just |still |also |only |all |ever |never |\w+ly )*{_NO_VERB}[a-z])",
    re.IGNORECASE,
)
_IT = re.compile(
    rf"(?:it|this|that|there)(?:'(?:s|ll|d)\b| (?:just |still |also |only |all |\w+ly )*(?:{_HELPS}"
    rf"|{LOOKS_BACK}"
    r"|[a-z]{3,}ed|says|goes|does|comes|takes|makes|gives|gets|keeps|needs|shows|starts|stops|runs"
    r"|looks|sounds|smells"
    r"|leaks|works|means|costs|texts|leaves|happens|stays|opens|closes|arrives)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:the|an?|your|our|my|his|her|their|its|this|that|these|those|one|two|three|every|all|some"
    r"|another|no)\b"
    r"|[A-Z][a-z]+\b",
)
# behind these a verb belongs to what is told of a thing: "the one that you ordered", "the money you owe"
_TOLD_OF = re.compile(
    r"\b(?:that|who|which|where|what|when|if|because|as|till|until|once|so|while|before|after|than"
    r"|whoever|whatever"
    r"|I|you|we|they|he|she|it|there|to|can|can't|cannot|could|couldn't|will|won't|would|wouldn't"
    r"|don't|didn't|doesn't)"
    r"(?: \w+ly| just| only| still| never| always)?\s*$",
    re.IGNORECASE,
)
_ACTED = re.compile(rf"\b(?!hundred\b)(?:{LOOKS_BACK}|[a-z]{{2,}}ed)\b(?! (?:by|with|from)\b)", re.IGNORECASE)
_IS_NO_ACT = re.compile(
    r"(?:^|\b(?:the|an?|my|your|our|his|her|their|its|be|been|being|to|of|with|for|and|or|get|getting"
    r"|just|very|so|as|one"
    r"|two|three|some|any|no|every|all|in|on|at|by|is|are|was|were|have|has|had)|,) *$",
    re.IGNORECASE,
)
_IS_A = re.compile(
    rf"\b[a-z\d]+'s (?:not|just|still|already|all|only|never|now|been|gone|got|no|in|on|at|off|out|up"
    rf"|down|with|too|very|so"
    r"|a|an|the|full|free|open|closed|here|there|back|due|dead|broken|wrong|coming|going|waiting|ate"
    r"|rung|\w{2,}ing"
    rf"|[a-z]{{2,}}ed|{LOOKS_BACK}|\d+|\w+day)\b",
    re.IGNORECASE,
)
_OPENS_CASE = re.compile(r"(?:if|when|since|while|as|because|unless|until|once)\b", re.IGNORECASE)
# "at five they closed", "yesterday you were told"
_OPENS_TIME = re.compile(
    r"(?:(?:in|on|at|for|between|every|last|this|yesterday|today|tonight|tomorrow|now|\w+day|there|here)\b"
    r"(?: [\w'-]+){0,4}?,? )(?=(?:I|you|we|he|she|they|it|nobody|there)\b)",
    re.IGNORECASE,
)


def is_deed(said: str) -> bool:
    """ "Send you a link", "call at five": can stand behind "I will"."""
    match = _DEED.match(said)
    if match is None or _NO_DEED.match(said):
        return False
    return match["verb"].lower() not in _NAMES_TOO or bool(_DONE_TO.match(match["rest"]))


def is_sentence(said: str, past: bool = True) -> bool:
    """ "The van's broken down", "he never came": can stand behind "that".

    `past`: whether a past form makes a sentence; of what is wanted it does not: "the picture moved"."""
    if _OPENS_CASE.match(said):
        _, comma, rest = said.partition(", ")
        return bool(comma) and is_sentence(rest.removeprefix("then "), past)
    if _WHO.match(said) or _IT.match(said):
        return True
    if (time := _OPENS_TIME.match(said)) is not None and is_sentence(said[time.end() :], past):
        return True
    if _NAMED.match(said) is None:
        return False
    acts = [_HAS_HELP, _IS_A]
    own = [one for act in acts for one in act.finditer(said) if not _is_told(said, one)]
    did = _ACTED.finditer(said) if past else ()
    return bool(own) or any(
        not (_is_told(said, one) or _IS_NO_ACT.search(said[: one.start()])) for one in did
    )


def _is_told(said: str, verb: re.Match[str]) -> bool:
    """Of a thing, and not of the sentence: "the one that you ordered", "a lady who's retiring"."""
    return _TOLD_OF.search(said[: verb.start()]) is not None or verb.group().lower().startswith("who's")
