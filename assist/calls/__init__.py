"""Calls kept: the store."""
