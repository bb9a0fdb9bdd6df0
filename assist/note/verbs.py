"""Present verbs as "the client" and "the agent" have them: "speak" is "speaks", and "spoke" stays."""

from __future__ import annotations

import re

_IRREGULAR = {"have": "has", "do": "does", "go": "goes", "don't": "doesn't", "haven't": "hasn't", "be": "is",
              "am": "is", "are": "is", "were": "was", "aren't": "isn't", "weren't": "wasn't"}  # fmt: skip
_BASE = {"has": "have", "does": "do", "goes": "go", "doesn't": "don't", "hasn't": "haven't", "is": "are",
         "was": "were", "isn't": "aren't", "wasn't": "weren't", "dies": "die", "lies": "lie",
         "ties": "tie"}  # fmt: skip
# past forms that are hardly anything else: behind "the driver" they say what was done
_PAST = """
    began bent blew bled bound bought broke brought built burnt came caught chose clung crept dealt drank
    drew drove dug dwelt ate fed fell fled flew forgot fought found froze gave got grew heard held hid
    hung hurt kept knew knelt laid leant led lent lit lost made meant met paid ran rang rode rose said
    sang sank sat sent shook shone shot slept slid smelt sold spat spelt spent spilt spoke stole stood
    stuck stung swam swept swore swung taught took tore thought threw told understood went woke won wore
    wound wrote gone
"""
LOOKS_BACK = "|".join(_PAST.split())
"""The same, as a piece of a regular expression."""
# behind a subject: what takes no -s, for it is no verb, has none, or looks back
_STAYS = frozenset(_PAST.split()) | frozenset(
    """
    can can't cannot could couldn't may might must mustn't shall shan't should shouldn't will won't
    would wouldn't ought ain't did didn't had hadn't was wasn't is isn't has hasn't does doesn't used
    cut felt ground hit lay left let put quit read saw set shut split spread
    done seen taken given bet burst bust cast cost shed a an the this that these those my your his her
    its our their some any no every each all both either half what which who whose whom and or but nor
    so if then than as because since though although unless until till when where while why how whether
    once about above across after against along among around at back before behind below beside between
    beyond by down during except for from in inside into like near of off on onto out outside over past
    per round through to toward towards under up upon with within without again ago alone already also
    always anyway away else enough even ever far fast first here instead just last late later long lot
    maybe more most much myself never next not now nowhere often only perhaps please quite rather right
    same sometimes somewhere soon still straight such there therefore today together tomorrow tonight
    too twice very well yesterday yet anything everything nothing something anybody everybody nobody
    somebody anyone everyone someone it me them him us you he she they we himself herself one two three
    four five six seven eight nine ten eleven twelve morning afternoon evening night noon midnight
    monday tuesday wednesday thursday friday saturday sunday own personally sorry yes yeah okay due
    ready sure new old good bad other another
    """.split()
)
_PRESENT = dict(
    pair.split("/")
    for pair in """
    rang/ring told/tell sent/send gave/give got/get came/come took/take brought/bring made/make paid/pay went/go
    wrote/write spoke/speak did/do kept/keep held/hold lent/lend met/meet ran/run found/find left/leave
    """.split()
)
_SAME_BEFORE = frozenset("cut hit let put quit read set shut split spread bet like".split())
_SIBILANT = ("s", "sh", "ch", "x", "z", "o")


def third(verb: str) -> str:
    """The form behind "the client": "watch" gives "watches"; what is no present verb comes back as it is."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    past = verb.endswith("ed") and (verb.endswith("agreed") or not verb.endswith("eed"))
    if verb in _STAYS or past or verb.endswith(("ly", "'s", "'ll", "'d")) or len(verb) < 3:
        return verb
    if (verb.endswith("ing") and len(verb) > 5) or (verb.endswith("s") and not verb.endswith("ss")):
        return verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(_SIBILANT) else "s")


def does(verb: str) -> str:
    """The same of a verb that is known to be one of now: "put" is "puts" and "like" is "likes", which could be
    something else too."""
    return f"{verb}s" if verb in _SAME_BEFORE else third(verb)


def base(verb: str) -> str:
    """The form behind "you": "watches" gives "watch"; what is no third person comes back as it is."""
    if verb in _BASE:
        return _BASE[verb]
    if verb in _STAYS or not verb.endswith("s") or verb.endswith(("ss", "us", "'s")) or len(verb) < 4:
        return verb
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    if re.search(r"(?:ss|sh|ch|x|zz|[^aeiou]o)es$", verb):
        return verb[:-2]
    return verb[:-1]


def now(verb: str) -> tuple[str, ...]:
    """The forms of which a past one may be that of now: "rang" is "ring", "moved" is "mov" or "move"; no past form
    has none."""
    if verb in _PRESENT:
        return (_PRESENT[verb],)
    if not verb.endswith("ed") or len(verb) < 5:
        return ()
    bare = verb.removesuffix("ed")
    if bare.endswith("i"):
        return (f"{bare[:-1]}y",)
    return (f"{bare}e", bare, *((bare[:-1],) if bare[-1] == bare[-2] else ()))
