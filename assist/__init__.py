"""Call Assist: the call itself, without windows and without models."""

import os

__version__ = "0.1.0"

# ONNX Runtime tells its makers of every start, and of every model, unless this stands before it is loaded
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# the threads of numpy's OpenBLAS wait by spinning, and take a core from the speech model at every look at the sound
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# pydantic looks for plugins in all that is installed, at every start; we have none
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
