"""What --lint=warn costs: the same pushes to a gateway that looks at none and to one that looks at each, in turn."""

import dataclasses
import time

from lib import servers
from lib.fill import fill, warm_up
from lib.progress import say

RATES = "pushes per second, by --lint"
CONNECTIONS = 64
MODES = ("off", "warn")


def name(mode):
    return f"jobtide --lint={mode}"


def measure(bench):
    turns = servers.OneAtATime()
    try:
        cast = [_prepared(bench, turns, mode) for mode in MODES]
        for number in range(1, bench.settings.lint_rounds + 1):
            say(f"lint: round {number} of {bench.settings.lint_rounds}")
            for server in cast if number % 2 else cast[::-1]:
                _push(bench, turns.turn(server), number)
    finally:
        turns.stop()


def _prepared(bench, turns, mode):
    say(f"lint: starting, filling and warming up {name(mode)}")
    server = turns.add(servers.jobtide(bench.root, bench.folder(f"lint-{mode}"), f"--lint={mode}"))
    server.name = name(mode)
    server.start()
    fill(bench, server, bench.settings.lint_groups)
    warm_up(bench, server)
    return server


def _push(bench, server, number):
    time.sleep(0.1)  # what it was stopped in the midst of
    result = dataclasses.asdict(bench.load.push(server, CONNECTIONS, bench.settings.push_seconds, seed=number))
    bench.measured.add(RATES, server.name, server.groups, result.pop("per_second"), CONNECTIONS, round=number, **result)
