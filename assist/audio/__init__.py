"""Sound in: chunks, files, the microphone and the caller."""
