"""Call Assist: the call itself, without windows and without models."""

__version__ = "0.1.0"
