"""Memory, scrapes and restarts of gateways with many series. The three share the gateways that they need."""

import gzip
import os
import time

from lib import fill, http, servers
from lib.body import SERIES
from lib.progress import say


class Large:
    """The filled gateways, each made when it is first needed."""

    def __init__(self, bench):
        self._bench = bench
        self._filled = {}
        self.turns = servers.OneAtATime()

    def pair(self, groups):
        """Jobtide and an unchecked Pushgateway with that many groups; their memory is read before anything else is asked."""
        if groups not in self._filled:
            bench = self._bench
            say(f"filling {groups:,} groups, {groups * SERIES:,} series")
            ours = servers.jobtide(bench.root, bench.folder(f"jobtide-{groups}"))
            theirs = servers.pushgateway(bench.root, bench.folder(f"pushgateway-{groups}"), persistent=True)
            for server in (ours, theirs):
                self.turns.add(server).start()
                bench.load.fill(server, groups)
                time.sleep(2)
                _memory(bench, server, "after fill")
                fill.verify(server)
            self._filled[groups] = (ours, theirs)
        return self._filled[groups]


def memory(bench, large):
    for start in range(1, bench.settings.idle_starts + 1):
        say(f"memory: fresh gateway {start} of {bench.settings.idle_starts}")
        fresh = servers.jobtide(bench.root, bench.folder(f"idle-{start}"))
        fresh.start()
        time.sleep(bench.settings.idle_seconds)
        bench.measured.add("idle bytes", fresh.name, 0, fresh.process.resident_bytes())
        fresh.stop()
    for server in large.pair(max(bench.settings.scraped_groups)):
        large.turns.turn(server)
        for zipped in (False, True, False, True, False):
            servers.scrape(server, zipped)
        time.sleep(2)
        _memory(bench, server, "after scrapes")


def _memory(bench, server, when):
    bench.measured.add(f"bytes per series {when}", server.name, server.groups,
                       server.process.resident_bytes() / (server.groups * SERIES))


def scrapes(bench, large):
    for groups in bench.settings.scraped_groups:
        ours, theirs = large.pair(groups)
        limit = _limit(bench, large, ours)
        for zipped in (False, True):
            form = "gzip" if zipped else "plain"
            say(f"scrapes: {groups * SERIES:,} series, {form}")
            for server, times in ((ours, bench.settings.warm_scrapes), (theirs, 1), (limit, 1)):
                large.turns.turn(server)
                for _ in range(times):
                    servers.scrape(server, zipped)
            for number in range(1, bench.settings.scrapes + 1):
                for server in (ours, theirs, limit):
                    if server is theirs and zipped and number > 3:
                        continue  # for information only, and it takes seconds
                    answer = servers.scrape(large.turns.turn(server), zipped)
                    bench.measured.add(f"{form} scrape seconds", server.name, groups, answer.seconds, round=number,
                                       bytes=answer.size, first_byte=answer.seconds_to_first_byte)
        limit.stop()
    ours, theirs = large.pair(max(bench.settings.scraped_groups))
    _changed(bench, large, ours, theirs)


def _changed(bench, large, ours, theirs):
    """Gzip scrapes, each right after pushes to every fourth group: groups that change do not stand side by side."""
    say(f"scrapes: {ours.groups * SERIES:,} series, gzip, a quarter of the groups changed")
    warm = bench.settings.warm_changes
    for number in range(1, warm + bench.settings.scrapes + 1):
        for server in (ours, theirs) if warm < number <= warm + 2 else (ours,):
            bench.load.change_some(large.turns.turn(server), 4, number)
            answer = servers.scrape(server, zipped=True)
            if number > warm:
                bench.measured.add("gzip scrape seconds after changes", server.name, server.groups, answer.seconds,
                                   round=number - warm, bytes=answer.size, first_byte=answer.seconds_to_first_byte)


def _limit(bench, large, ours):
    """nginx, with the very page that Jobtide serves."""
    limit = servers.nginx(bench.folder(f"nginx-{ours.groups}"))
    page = http.fetch(large.turns.turn(ours).port, "/metrics", keep=True, timeout=120).body
    with open(os.path.join(limit.folder, "page"), "wb") as file:
        file.write(page)
    with gzip.open(os.path.join(limit.folder, "page.gz"), "wb", compresslevel=1) as file:
        file.write(page)
    large.turns.add(limit).start()
    return limit


def restarts(bench, large):
    for server in large.pair(max(bench.settings.scraped_groups)):
        large.turns.turn(server)
        for number in range(1, bench.settings.restarts + 1):
            say(f"restarts: {server.name}, {number} of {bench.settings.restarts}")
            server.stop()
            bench.measured.add("restart seconds", server.name, server.groups, server.start())
        fill.verify(server)
