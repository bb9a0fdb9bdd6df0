"""The documented conversation: fields with sources, dates, the read-back."""
