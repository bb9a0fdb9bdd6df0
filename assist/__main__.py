"""`python -m assist`, and the console script `call-assist`."""

import signal

# Ctrl+C while the program is still being read ends it without a word; from then on `main` answers it
_before = signal.getsignal(signal.SIGINT)
if _before is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from assist.cli import main  # noqa: E402

signal.signal(signal.SIGINT, _before)

if __name__ == "__main__":
    raise SystemExit(main())
