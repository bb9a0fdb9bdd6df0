"""Learned models: the bundled one, and faster-whisper behind the speech protocol."""
