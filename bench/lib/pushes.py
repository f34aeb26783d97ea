"""Pushes per second into groups that exist, by the number of groups: all servers in turn, round after round."""

import dataclasses
import itertools
import time

from lib import servers
from lib.fill import fill, warm_up
from lib.progress import say

LIMIT_AT = 10_000  # groups; nginx has none, so it runs beside the size that is compared with it


def measure(bench):
    turns = servers.OneAtATime()
    try:
        cast = _cast(bench, turns)
        for number in range(1, bench.settings.rounds + 1):
            say(f"pushes: round {number} of {bench.settings.rounds}")
            sizes = bench.settings.sizes if number % 2 else bench.settings.sizes[::-1]
            for groups, connections in itertools.product(sizes, bench.settings.connections):
                for server, seconds, rounds in cast[groups]:
                    if number <= rounds:
                        _push(bench, turns.turn(server), groups, connections, seconds, number)
    finally:
        turns.stop()


def _cast(bench, turns):
    """For each number of groups: the servers in the order in which they run, for how many seconds, in how many rounds."""
    settings = bench.settings
    limit = turns.add(servers.nginx(bench.folder("nginx-push")))
    limit.start()
    bench.load.push(limit, 64, settings.limit_seconds, 1)
    cast = {}
    for groups in settings.sizes:
        say(f"pushes: starting, filling and warming up for {groups:,} groups")
        ours = servers.jobtide(bench.root, bench.folder(f"jobtide-{groups}"))
        theirs = servers.pushgateway(bench.root, bench.folder(f"pushgateway-{groups}"))
        cast[groups] = [(ours, settings.push_seconds, settings.rounds), (theirs, settings.push_seconds, settings.rounds)]
        _prepare(bench, turns, ours, groups)
        warm_up(bench, ours)
        _prepare(bench, turns, theirs, groups)
        bench.load.push(theirs, 64, 1, 1)
        if groups in settings.checked_sizes:
            checked = servers.pushgateway(bench.root, bench.folder(f"checked-{groups}"), checked=True)
            _prepare(bench, turns, checked, groups)
            cast[groups].append((checked, settings.push_seconds, settings.checked_rounds))
        if groups == LIMIT_AT:
            cast[groups].append((limit, settings.limit_seconds, settings.rounds))
    return cast


def _prepare(bench, turns, server, groups):
    turns.add(server).start()
    fill(bench, server, groups)


def _push(bench, server, groups, connections, seconds, number):
    time.sleep(0.1)  # what it was stopped in the midst of
    result = bench.load.push(server, connections, seconds, seed=number)
    time.sleep(0.1)
    details = dataclasses.asdict(result)
    bench.measured.add("pushes per second", server.name, groups, details.pop("per_second"), connections, round=number,
                       **details)
