"""What `bench_speech.py` is made of: calls, clocks, the baseline, figures."""
