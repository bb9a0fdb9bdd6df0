"""The store. Here alone SQL is spoken."""

from assist.calls.store.store import CallFilter, Erased, Promise, Store, StoredCall

__all__ = ["CallFilter", "Erased", "Promise", "Store", "StoredCall"]
