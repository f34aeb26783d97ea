"""Tells on standard error how far the bench is, because it takes minutes."""

import sys
import time

_began = time.monotonic()


def say(text):
    seconds = int(time.monotonic() - _began)
    print(f"bench: {seconds // 60}:{seconds % 60:02} {text}", file=sys.stderr, flush=True)
