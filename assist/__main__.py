"""`python -m assist`, and the console script `call-assist`."""

from assist.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
