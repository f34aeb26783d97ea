"""Fills a server with groups, and makes sure that it holds exactly those."""

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
