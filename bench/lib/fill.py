"""Makes a server ready to be measured: fills it with groups, makes sure that it holds exactly those, warms it up."""

import time


def fill(bench, server, groups):
    began = time.perf_counter()
    bench.load.fill(server, groups)
    bench.measured.add("fill seconds", server.name, groups, time.perf_counter() - began)
    verify(server)


def verify(server):
    """Looks several times, because an unchecked Pushgateway answers before it has done the work."""
    deadline = time.perf_counter() + 60
    while (shown := server.shown_groups()) != server.groups:
        if time.perf_counter() > deadline:
            raise RuntimeError(f"{server.name} shows {shown:,} groups instead of {server.groups:,}")
        time.sleep(0.2)


def warm_up(bench, server):
    """Pushes until the JVM has compiled what it will: until a push costs at least 95 % of what it cost in the run before."""
    least, most = bench.settings.warm_runs
    before = None
    for number in range(1, most + 1):
        micros = bench.load.push(server, 64, bench.settings.warm_seconds, number).server_cpu_micros
        if number >= least and micros > 0.95 * before:
            return
        before = micros
