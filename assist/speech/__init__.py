"""From sound to words: voice activity, utterance bounds, the scheduler, stable text."""
