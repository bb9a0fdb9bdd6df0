"""How the bundled speech model is made: sentences, voices, training windows, network, conversion."""
