"""One call as the network hears it, turn after turn, with the vote of a sentence model where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from assist.coach.meaning import Sense, Sentences
from assist.coach.network import Impression, bundled_network
from assist.coach.tokens import Spoken
from assist.events import Channel


class Ear:
    """Hears one call through the bundled network. `sentences`: the sentence model that votes on what is heard."""

    def __init__(self, sentences: Sentences | None = None) -> None:
        self._network = bundled_network()
        self._memory = self._network.begin()
        self._sense = Sense(sentences) if sentences else None

    def hear(self, channel: Channel, spoken: Spoken) -> Impression:
        """Takes up the channel's next turn. Where the client's words come first, the call is heard as if the agent had
        picked up: every call that the network has learned from begins so."""
        self._pick_up(channel)
        heard = self._network.hear(channel, spoken.items, self._memory)
        self._memory = heard.memory
        return self._sense.weigh(channel, spoken.text, heard) if self._sense else heard

    def hear_ahead(self, turns: Sequence[tuple[Channel, Spoken]]) -> None:
        """Takes up the next turns before anybody else does, who then hears them sooner."""
        self._pick_up(turns[0][0])
        known = [(channel, spoken.items) for channel, spoken in turns]
        self._memory = self._network.hear_ahead(known, self._memory)[-1].memory

    def _pick_up(self, channel: Channel) -> None:
        if self._memory is self._network.begin() and channel == "client":
            self._memory = self._network.hear("agent", ("hello",), self._memory).memory
