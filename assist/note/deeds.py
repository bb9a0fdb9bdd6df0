"""The verbs of what one side can do for the other, as a piece of a regular expression."""

from __future__ import annotations

DEEDS = (
    "add|apply|arrange|ask|authori[sz]e|backdate|block|book|bring|bump|call|cancel|carry|change|"
    "charge|chase|clean|clear|close|collect|come|compensate|complete|correct|courier|credit|delete|"
    "deliver|discount|do|downgrade|drive|drop|email|escalate|exchange|extend|fetch|find|finish|fit|"
    "fix|freeze|get|give|go|halve|hold|honou?r|hurry|install|issue|keep|knock|leave|lend|let|"
    "look|mail|make|match|meet|mend|miss|move|offer|open|order|pass|pause|pay|phone|pick|pop|"
    "post|print|pull|push|put|raise|rebook|recall|redo|reduce|refer|refit|refund|reimburse|"
    "reinstate|reissue|release|remake|remove|renew|repair|repay|replace|reprint|reschedule|resend|"
    "reset|restart|restore|return|reverse|ring|rush|send|set|ship|show|skip|sort|speak|split|"
    "spread|squeeze|start|stay|stop|suspend|swap|switch|take|talk|text|top|transfer|try|turn|"
    "unblock|unlock|update|upgrade|use|visit|void|wait|waive|wipe|withdraw|write"
)
