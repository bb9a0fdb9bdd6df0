"""The ways in which something is asked for, and what only sounds like it."""

from __future__ import annotations

import re

from assist.note.any_case import AnyCase

_I = re.IGNORECASE
_SOFT = (
    r"(?:(?:just|really|quite|very much|only|simply|still|actually|honestly|please|do(?= (?:please|want"
    r"|need|like|hope)\b)"
    r"|also|kindly|maybe|possibly|at least|rather|much|now|then) )*"
)
WANTS = AnyCase(
    rf"\b(?:I|we|I'd|we'd|I'm|we're)(?:'d)? {_SOFT}(?:want(?:ed)?|(?:would|should) {_SOFT}(?:like|love|prefer"
    rf"|sooner have|rather have)|like"
    rf"|love|prefer|need|"
    rf"demand|require|expect|(?:am |was |were |are )?(?:hoping|looking) (?:for|to get)|(?:am |was "
    rf"|are )?(?=(?:hoping|looking) to)"
    rf"(?:hoping|looking)) {_SOFT}(?P<what>.+)"
)
# the many other ways to ask; each with what is written, in lower case, wherever it is said, so that it need not be
# looked for elsewhere
ASKINGS = tuple(
    (needs, re.compile(pattern, _I), form)
    for needs, pattern, form in (
        ("want ", r"^(?:(?:and|so|but),? )*(?:just|only|really) want (?P<what>.+)", ""),
        (
            "should ",
            r"\bI (?:feel like|feel|think|reckon|believe) (?:that )?you(?: guys| lot| people| all)? (?:should|ought to)"
            r" (?!know\b|be\b|see\b|have (?!it|that|them)\w+ed\b)(?P<what>[a-z]+ .+)",
            "us to ",
        ),
        ("should ", r"\bI don't think (?:I|we) should (?P<what>(?:have to )?pay .+)", "not to "),
        (" after ", r"\b(?:I'm|I am|we're) after (?P<what>(?:an?|my|the|some|our) .+)", ""),
        (
            "hoping ",
            r"\bhoping (?:that )?you(?:'d| could| would| might| can)(?: be able to)? (?P<what>.+)",
            "us to ",
        ),
        ("asking for ", r"\b(?:I'm|I am|we're)(?: just| only| simply)? asking for (?P<what>.+)", ""),
        ("chance of ", r"\b(?:any|some) chance of (?P<what>.+)", ""),
        ("any chance you ", r"\bany chance you (?:could|can|might) (?P<what>.+)", "us to "),
        (
            " be ",
            r"\b(?:it'd|it would|that'd|it might) be (?:nice|good|great|lovely|helpful"
            r"|handy) (?P<what>to (?:have|get|know|see) .+)",
            "",
        ),
        (
            " if ",
            r"\b(?:it'd|it would|that'd|it might) be (?:nice|good|great|lovely|helpful|handy) if (?P<what>\w+ .+)",
            "",
        ),
        (" owed ", r"\b(?:I'm|I am|we're) owed (?P<what>(?:an?|my|the|some|that) .+)", ""),
        ("do you think ", r"\bdo you think (?:I|we) (?:could|can) (?P<what>have .+)", "to "),
        (
            "it ",
            r"\b(?:would it (?:kill|hurt) you|how hard (?:is|can) it(?: be)?|is it (?:really )?(?:so|that"
            r"|too) (?:hard|much)"
            r"(?: to ask)?(?: for you)?) to (?P<what>.+)",
            "us to ",
        ),
        (
            " if ",
            r"\b(?:I|we)(?:'d| would) (?:be (?:so |very |really |most )?(?:glad|grateful|obliged|happy)"
            r"|appreciate it) if "
            r"(?P<what>(?:it|that|this|they|somebody|someone|she|he) .+)",
            "",
        ),
        (
            " is ",
            r"^(?:and |but |so )?(?P<what>(?:an?|my|the|our|some|to) .+?) is (?:all|what) (?:I|we)(?:'m|'re|'d"
            r"| am| are)?"
            r"(?: really| just| ever)? (?:want|need|ask|after|asking|like|looking)(?:ed)?(?: for)?$",
            "",
        ),
        ("is there ", r"\bis there any way of (?P<what>\w+ing .+)", ""),
        (
            "want to know is",
            r"\b(?:all|what) (?:I|we) (?:really |just )?want to know is,? (?P<what>.+)",
            "to know ",
        ),
        ("is there ", r"\bis there (?P<what>(?:anything|something) for .+)", ""),
        ("is there ", r"\bis there (?P<what>(?:any|no|a) way (?:round|around|out of|past) .+)", ""),
        ("i deserve ", r"\bI deserve (?P<what>.+)", ""),
        (
            " should ",
            r"\b(?:I|we) should (?P<what>(?:get|be (?:getting|given|told|informed|paid|refunded|compensated)) .+)",
            "to ",
        ),
        (
            "should be ",
            r"^(?:and |but |so |I think )*(?P<what>(?:it|that|this|he|she|they) should be (?:\w+ed|sent|told|paid"
            r"|done|put right)\b"
            r"(?!.*\b(?:by now|already|here|yesterday)\b).*)",
            "",
        ),
        ("no more ", r"^(?:and |but |so )*(?P<what>no more (?!than\b)[a-z]+(?: \w+)?)$", ""),
        (
            "some",
            r"\b(?P<who>somebody|someone)(?: needs to| should| has to| must|'s got to)(?! have|'ve) (?P<what>.+)",
            " to ",
        ),
        ("you just ", r"^(?:so |then |and )?why (?:can't|don't|couldn't) you just (?P<what>.+)", "us to "),
        ("how about you ", r"^(?:so |then |and )?how about you (?P<what>.+)", "us to "),
        (" about ", r"^(?:so |then |and )?(?:how|what) about (?P<what>(?:an?|some|my money) .+)", ""),
        ("surely you ", r"\bsurely you (?:can|could) (?P<what>.+)", "us to "),
        (
            "i'd ",
            r"\bI'd (?:be happy|settle|be fine|be happier) (?:with|for) (?P<what>(?!(?:that|this|it)\b)\w+ .+)",
            "",
        ),
        (
            "d ",
            r"^(?:well |yes |no )?(?P<what>(?:an?|my|the) [\w' ]{3,40}?) (?:would|'d) (?:be (?:fine|good"
            r"|nice|great|lovely)|do(?: me)?)$",
            "",
        ),
        ("least you ", r"\bleast you (?:can|could) do is (?P<what>.+)", "us to "),
        (" back", r"^(?:just |well )?(?P<what>(?:my|our) (?:money|deposit) back)$", ""),
        (" could ", r"\b(?:I|we) could (?:do with|really use) (?P<what>.+)", ""),
        (
            "have to pay ",
            r"\b(?:I|we) (?:don't think (?:I|we) should|shouldn't) have to (?P<what>pay .+)",
            "not to ",
        ),
        (
            "if you ",
            r"^if you (?:could|would) (?P<what>.+?),? (?:that'd|that would|it would|it'd|I'd) .+",
            "us to ",
        ),
        ("er ", r"\b(?:I|we)(?:'d| would) (?:rather|sooner) (?:have|get) (?P<what>.+)", ""),
        ("do you think you ", r"\bdo you think you (?:could|can) (?P<what>.+)", "us to "),
        ("wondering about ", r"\bwondering about (?P<what>.+)", ""),
        ("there ", r"\bthere (?:should|ought to|needs to|has to|must) be (?P<what>.+)", ""),
        ("paying ", r"\bI'm not (?=paying )(?P<what>paying .+)", "not "),
        (
            " to ",
            r"^(?:no |and |well |but |because )*(?P<what>(?:it|that|this)(?:'s got to| has to| has got to"
            r"| needs to) "
            r"(?!be (?:an?|the|some) (?:mistake|joke|error))\w.+)",
            "",
        ),
        (
            " to be ",
            r"^(?:so |and |but )*(?P<what>(?:I|we) (?:have|'ve got|need) to be (?:there|home|back(?! (?:at|to)"
            r" work)|at (?!work)|in|out)\b.+)",
            "",
        ),
        (
            "be paying ",
            r"\b(?:I|we) (?:don't think (?:I|we) should|shouldn't) be (?P<what>paying .+)",
            "not ",
        ),
        (" be g", r"\b(?:I|we)(?:'d| would) be (?:glad|grateful) (?:of|for) (?P<what>.+)", ""),
        (
            "let me ",
            r"^(?:please )?let me (?P<what>(?:get|have|use|bring|keep|return|cancel|swap|change) .+)",
            "to ",
        ),
        ("how about ", r"^(?:so |then |and )?how about (?:I|we) (?P<what>.+)", "to "),
        ("my ", r"\bmy \w+ (?:asks for|wants|needs|would like|'d like|would love|'d love) (?P<what>.+)", ""),
        # a complaint that asks: "are you going to give it back or not?"
        (
            "are you ",
            r"\bare you (?:people |lot |guys |ever |actually |even )*(?:going to|gonna) (?P<what>(?:give|pay|send|fix"
            r"|sort|refund|return|come|put|replace|repair|honou?r|do something|finish|let) .+?)(?: or .+)?$",
            "us to ",
        ),
        ("too late ", r"^(?:and |so |but )?is it too late (?P<what>(?:for|to) .+)", ""),
        ("chances of ", r"\bwhat are the chances of (?P<what>.+)", ""),
        (
            " to ",
            r"\b(?:somebody|someone|you)(?: lot| people| guys)? (?:wants?|ought) to "
            r"(?P<what>(?:sort|fix|do|tell|pay|put) .+)",
            "us to ",
        ),
        (
            "is there ",
            r"\bis there (?:anyone|anybody|someone|somebody) (?P<what>else(?: there)? (?:I|we) can .+)",
            "someone ",
        ),
    )
)
WANTED_TO = AnyCase(
    r"^(?:(?:hi|hello|hey|yes|yeah|um|just|really),? )*(?:wanted|wanting|want|need|needing|looking"
    r"|hoping|trying) (?P<what>to .+)"
)
# "all I'm asking is for one that works", "what I need is someone to tell me"
WANT_IS = AnyCase(
    r"\b(?:all|what|the (?:only|one) thing) (?:(?:that|which) )?(?:I|we)(?:'m|'re|'d| am| are| would| should| had)?"
    r"(?: really| just| only| ever)? "
    r"(?:want|wanted|need|needed|like|ask|asked|asking|after|looking|hoping)(?: for| to see)?(?: now| from you| here)?"
    r"(?: is|'s| was) (?:for )?(?P<what>.+)"
)
REQUEST = AnyCase(
    rf"\b(?:can|could|would|will|can't|couldn't) (?:you|someone|somebody|anyone|anybody|I|we)(?: guys| else)?(?: not)? "
    rf"{_SOFT}(?:(?:help me|help us)(?: out)? and )?(?P<what>[a-z]+ .+|refund|ring|call|phone|come|help)"
)
COMMAND = re.compile(
    r"^(?:(?:please|kindly|okay|ok|alright|all right|right|fine|no problem|just|so|and|but|then|now|at least"
    r"|yes|no|look|listen|well),? )*(?P<what>(?:give|send|get"
    r"|refund|call|ring|phone"
    r"|tell|put|transfer|connect|fix|replace|cancel|repair|sort|deliver|bring|book|credit|return|stop"
    r"|take|pay|make|change|let"
    r"|redo|remove|reverse|waive|reset|move|swap|switch|exchange|upgrade|close|open|collect|pick|come"
    r"|email|text|post|write"
    r"|show|find|finish|clean|check|rebook|reinstate|restore|unlock|unblock|block|add|turn|delete|update"
    r"|correct|honou?r|explain"
    r"|compensate|reimburse|escalate|reduce|knock|install|mend|reschedule|reissue|resend|void|drop|keep"
    r"|leave|freeze|pause|suspend|extend|renew|file|log|lodge|submit|ship|fit|issue|raise|cover|print|courier"
    r"|match|hold|order|arrange|process|have(?= (?:your|the|them|him|her|somebody|someone)\b)"
    r"|apply|release|restart|withdraw) .+)$",
    _I,
)
PROHIBITS = AnyCase(
    r"^(?:(?:please|just|and|so|but),? )*(?:don't|do not) (?:you )?(?:ever |dare )?(?P<what>(?:send"
    r"|charge|call|ring|phone|write|contact"
    r"|email|text|cancel|take|put|touch|come|book|change|ship|deliver|close|use|bill|let (?:it|them|him"
    r"|her)"
    r"|give (?:it|them|him|her)|post|leave|print|open|sell|order|bring|throw|delete|switch|tell (?!me\b))\b.*)$"
)
NO_COMMAND = re.compile(
    r"(?:(?:let|tell|take) (?!me (?:speak|talk|know|where|when|who|which|how much)|your|it back|.*\boff\b)"
    r"|come (?:on|off)\b"
    r"|get (?:(?:lost|real|stuffed)\b|it$)"
    r"|give (?:over|me a break)|check (?:this|that) out|leave it (?:out|with)|make (?:sense|no)"
    r"|keep (?:calm|going|saying|your)"
    r"|explain (?:that|this)\b|stop (?:it|that|talking|interrupting|lying)|find (?:it|that) (?:hard|odd)"
    r"|call (?:that|this|yourself)|call me (?:back )?(?:stupid|crazy))",
    _I,
)
COMMANDING = re.compile(r"\b(?:please|kindly|just|me|us|my|our|this|that|it|the|him|her|them|those)\b", _I)
WONDER = AnyCase(
    rf"\b(?:is there (?:any|a|no|not a|not any) (?:way|chance) (?:that |of )?(?:(?:you|(?P<some>some\w+|any\w+))"
    rf" (?:can|could|might)|to|(?P<own>I|we) (?:can|could))"
    rf"|wonder(?:ed|ing)? (?:if|whether) (?:you|(?P<own2>I|we)) (?:can|could|might)"
    rf"|appreciate it if you (?:could|would)|(?:(?:would|is) it (?:be )?|it is )possible (?:for you )?to"
    rf"|let (?P<own3>me)(?= (?:speak|talk) to (?:an?|the|your|some\w*|whoever)\b)|"
    rf"you (?:need|have|ought) to|you(?: guys| people| lot| all)? should|you'd better) {_SOFT}(?P<what>.+)"
)
CANT_BE = AnyCase(
    r"^(?:so )?(?:can't|couldn't|could|can) (?:it|this|that|they) (?P<what>be (?:\w+er|more \w+|done"
    r"|sent|sooner|free)\b.*)"
)
IN_TEARS = re.compile(r"\bto (?:cry|scream|die|weep)\b", re.IGNORECASE)
NO_WANT = re.compile(
    r"^(?:to (?:cry|scream|die|weep)\b|(?:very |quite |really |so |pretty )*(?:simple|easy|clear|fair)\b"
    r"|have (?:it|that|this|me|all)\b|to take .*\boff\b|(?:some |your "
    r"|more )?help(?: me)?(?: out)?(?: please)?(?: (?:with|on|here)\b.{0,20})?$|(?:you"
    r"|us|them) (?:to )?(?:understand|know|listen|"
    r"realize|realise|hear)\b|go\b|understand\b(?! (?:how|what|why|where))|listen\b|be honest\b|say\b|thank\b"
    r"|promise\b|guarantee\b"
    r"|believe\b|hear me\b"
    r"|tell me that(?: much)?$|do anything$|imagine\b|hold\b|"
    r"wait\b|repeat\b|explain why\b|tell (?:me|us) why\b|(?:you )?to know (?:that|how (?:angry|upset))"
    r"|talk about\b(?! (?:compensation|a refund|money|my refund|what I'm owed))|ask (?:you )?(?:something"
    r"|a question)|"
    r"to (?:have to|complain|make a complaint|report|enquire|talk (?:to you )?about\b(?! (?:compensation|a refund"
    r"|money|my refund|what I'm owed))|speak (?:to you )?about"
    r"|know (?:if|whether)(?! to\b)|go(?! ahead)|understand(?! (?:how|what|why|where))|listen|be honest|say"
    r"|thank|hear|ask you|wait|hold"
    r"|tell you)\b|(?:it|that|this|to"
    r"|one|so|more|the)$|"
    r"(?:it|that|this|to) (?:be\b(?! (?:compensated|refunded|paid|told|called|rung|moved|informed|seen"
    r"|heard))|is|was)\b|(?:no|not) (?:more$|longer\b)|have (?:that|it) (?:said|clear)"
    r"|(?:do|did) I\b)",
    _I,
)
ANSWERS_ONLY = re.compile(
    r"^(?:(?:kindly|please|just|maybe) )?(?:help|see|hear|do|believe|imagine|be|speak up|say|check"
    r"|look)\b(?: (?:that|this|it|me"
    r"|so))?(?: for me)?$",
    _I,
)
