"""The store. Here alone SQL is spoken."""

from assist.calls.store.store import CallFilter, Promise, Store, StoredCall

__all__ = ["CallFilter", "Promise", "Store", "StoredCall"]
