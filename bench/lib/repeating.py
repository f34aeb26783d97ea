"""Does something at fixed times while something else runs."""

import threading
import time


class Repeating:
    """
    Calls an action on a thread of its own between entry and exit: half an interval after the entry, then once an interval, with 0, 1, 2 …
    A call that takes longer than an interval lets those times pass. The exit waits for a call that has begun.
    """

    def __init__(self, seconds, action):
        self._seconds = seconds
        self._action = action
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _run(self):
        due = time.monotonic() + self._seconds / 2
        number = 0
        while not self._ended.wait(max(0.0, due - time.monotonic())):
            self._action(number)
            number += 1
            due += self._seconds
            while due < time.monotonic():
                due += self._seconds
