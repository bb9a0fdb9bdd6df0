"""The parts of `bench_store.py`."""
