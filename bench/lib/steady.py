"""Pushes at fixed times (an open loop), at half of what the server can do, with scrapes beside them: latency, memory, soak."""

import dataclasses
import statistics
import time
from contextlib import contextmanager

from lib import servers
from lib.body import SERIES
from lib.fill import fill, warm_up
from lib.progress import say
from lib.repeating import Repeating

CONNECTIONS = 64
LATENCY = "latency at a steady rate"
MEMORY = "memory at a steady rate"
SOAK = "soak"
THIRDS = 3


def latency(bench):
    """Jobtide and an unchecked Pushgateway in turn, each at half its own rate; after each run of Jobtide nginx for a while, at Jobtide's rate."""
    settings = bench.settings
    turns = servers.OneAtATime()
    try:
        ours = servers.jobtide(bench.root, bench.folder("jobtide-steady"))
        theirs = servers.pushgateway(bench.root, bench.folder("pushgateway-steady"))
        for server in (ours, theirs):
            turns.add(server)
            _prepare(bench, server, settings.steady_groups)
        noise = turns.add(servers.nginx(bench.folder("nginx-steady")))
        noise.start()
        noise.groups = settings.steady_groups
        for number in range(1, settings.steady_rounds + 1):
            for server in (ours, theirs) if number == 1 else (ours,):
                rate = half_of_maximum(bench, turns.turn(server))
                say(f"latency: {server.name}, {rate:,} pushes/s due, round {number} of {settings.steady_rounds}")
                run(bench, LATENCY, server, rate, settings.steady_seconds, number)
                if server is ours:
                    hear_noise(bench, turns.turn(noise), rate, number)
    finally:
        turns.stop()


def hear_noise(bench, server, rate, number):
    """The same pushes to a server that does nothing with them, without scrapes: how late the machine itself makes them."""
    seconds = bench.settings.noise_seconds
    say(f"latency: {server.name} for comparison, {rate:,} pushes/s due, {seconds} s")
    pushes = bench.load.steady(server, rate, CONNECTIONS, seconds, seed=number)
    bench.measured.add(LATENCY, server.name, server.groups, rate, CONNECTIONS, round=number, seconds=seconds,
                       **dataclasses.asdict(pushes), **dataclasses.asdict(Seen()))


def memory(bench):
    """What is resident after minutes of pushes and scrapes; gateways of their own, so that the other parts are as without it."""
    seconds = bench.settings.loaded_seconds
    for gateway, name in ((servers.jobtide, "jobtide"), (servers.pushgateway, "pushgateway")):
        with _filled(bench, gateway(bench.root, bench.folder(f"{name}-loaded"))) as server:
            rate = half_of_maximum(bench, server)
            say(f"memory: {name}, {seconds} s of {rate:,} pushes/s with scrapes")
            run(bench, MEMORY, server, rate, seconds, 1)
            time.sleep(2)
            bench.measured.add("bytes per series after load", server.name, server.groups,
                               server.process.resident_bytes() / (server.groups * SERIES))


def soak(bench, minutes):
    """The same for long, in three parts that can be compared."""
    with _filled(bench, servers.jobtide(bench.root, bench.folder("jobtide-soak"))) as server:
        rate = half_of_maximum(bench, server)
        for third in range(1, THIRDS + 1):
            say(f"soak: {rate:,} pushes/s with scrapes, {minutes} minutes, part {third} of {THIRDS}")
            run(bench, SOAK, server, rate, minutes * 60 // THIRDS, third)


@contextmanager
def _filled(bench, server):
    try:
        _prepare(bench, server, max(bench.settings.scraped_groups))
        yield server
    finally:
        if server.process:
            server.stop()


def _prepare(bench, server, groups):
    say(f"filling and warming up {server.name} with {groups:,} groups")
    ours = server.name == "jobtide"
    server.start()
    fill(bench, server, groups)
    if ours:
        warm_up(bench, server)
    for number in range(bench.settings.warm_scrapes if ours else 2):
        servers.scrape(server, zipped=number % 2 == 1)


def half_of_maximum(bench, server):
    """Half of the median rate in a closed loop, measured now."""
    runs = bench.settings.maximum_runs
    rates = [bench.load.push(server, CONNECTIONS, bench.settings.push_seconds, seed).per_second for seed in range(1, runs + 1)]
    return max(1, int(statistics.median(rates) / 2))


def run(bench, what, server, rate, seconds, number):
    """One run at that rate; a scrape now and then, plain and gzip in turn; memory and disk are looked at each second."""
    watch = Watch(server)
    with Repeating(bench.settings.scrape_every, watch.scrape), Repeating(1, watch.look):
        pushes = bench.load.steady(server, rate, CONNECTIONS, seconds, seed=number)
    bench.measured.add(what, server.name, server.groups, rate, CONNECTIONS, round=number, seconds=seconds,
                       **dataclasses.asdict(pushes), **dataclasses.asdict(watch.seen))


@dataclasses.dataclass
class Seen:
    """What was seen of a server during a run, in order."""
    plain_seconds: list = dataclasses.field(default_factory=list)
    gzip_seconds: list = dataclasses.field(default_factory=list)
    failed_scrapes: int = 0
    resident_bytes: list = dataclasses.field(default_factory=list)
    folder_bytes: list = dataclasses.field(default_factory=list)


class Watch:
    """Looks at a server from the threads of two Repeatings."""

    def __init__(self, server):
        self._server = server
        self.seen = Seen()

    def scrape(self, number):
        zipped = number % 2 == 1
        try:
            answer = servers.scrape(self._server, zipped)
        except (OSError, RuntimeError) as problem:
            self.seen.failed_scrapes += 1
            print(f"a scrape failed: {problem}", flush=True)
        else:
            (self.seen.gzip_seconds if zipped else self.seen.plain_seconds).append(answer.seconds)

    def look(self, _):
        self.seen.resident_bytes.append(self._server.process.resident_bytes())
        self.seen.folder_bytes.append(servers.folder_bytes(self._server))
