"""The budgets, and whether what was measured meets them. A pure function of the measurements."""

import statistics
from dataclasses import dataclass

from lib.body import SERIES
from lib.measured import failed, ratios, spread
from lib.steady import CONNECTIONS, LATENCY, MEMORY, SOAK, THIRDS
from lib import linting, wrapped

PUSHES = "pushes per second"
MANY = 55_556  # groups: 1,000,000 series
MIB = 1 << 20


@dataclass(frozen=True)
class Budget:
    """A figure that must be reached, and one that is aimed at; either may be missing."""
    name: str
    part: str
    values: list
    form: str
    must: float | None
    goal: float | None
    at_least: bool = False
    errors: int = 0

    def reaches(self, wanted):
        median = statistics.median(self.values)
        return median >= wanted if self.at_least else median <= wanted

    def row(self):
        return [self.name, self._wanted(self.must), self._wanted(self.goal), spread(self.values, self.form), self.verdict()]

    def verdict(self):
        if self.errors:
            return f"NO: {self.errors} requests failed"
        if not self.values:
            return "not measured"
        if self.must is None and self.goal is None:
            return "for comparison"
        if self.goal is not None and self.reaches(self.goal):
            return "yes, the goal too" if self.must is not None else "yes"
        if self.must is None:
            return "not the goal"
        return "yes" if self.reaches(self.must) else "NO"

    def fails(self):
        return self.verdict().startswith("NO") or not self.values

    def _wanted(self, wanted):
        if wanted is None:
            return "-"
        return ("≥ " if self.at_least else "≤ ") + self.form.format(wanted)


def budgets(measured):
    return (_pushes(measured) + _latency(measured) + [
        _plain("memory", measured, "idle gateway, resident MiB", "idle bytes", 0, "{:.0f}", 150, 60, MIB),
        _plain("memory", measured, "resident bytes per series, 1,000,000 series, after fill", "bytes per series after fill",
               MANY, "{:.0f}", 250, 120),
        _plain("memory", measured, "the same after 5 scrapes", "bytes per series after scrapes", MANY, "{:.0f}", 250, 120),
        _loaded(measured),
        _plain("scrape", measured, "plain scrape of 1,000,000 series, seconds", "plain scrape seconds", MANY, "{:.3f}", 0.25, 0.08),
        _plain("scrape", measured, "the same with gzip, nothing changed", "gzip scrape seconds", MANY, "{:.3f}", 0.1, 0.02),
        _plain("scrape", measured, "the same with gzip, a quarter of the groups changed", "gzip scrape seconds after changes",
               MANY, "{:.3f}", 0.5, 0.3),
        _plain("restart", measured, "restart with 1,000,000 series, seconds to ready", "restart seconds", MANY, "{:.2f}", 5, 1.5),
    ] + _lint(measured) + _wrapped(measured) + _soak(measured))


def _pushes(measured):
    """Ratios of runs in the same round, next to each other in time."""
    def rates(server, groups, connections=64):
        return measured.values(PUSHES, server, groups, connections)

    def errors(*runs):
        return sum(measured.errors(PUSHES, *run, 64) for run in runs)

    beside, limit, flat = ("jobtide", 10_000), ("nginx", 10_000), ("jobtide", 100_000)
    return [
        Budget("pushes/s of an unchecked Pushgateway, times; 10,000 groups, C=64", "push",
               ratios(rates(*beside), rates("pushgateway", 10_000)), "{:.2f}", 3, None, True,
               errors(beside, ("pushgateway", 10_000))),
        Budget("pushes/s of static nginx, times; 10,000 groups, C=64", "push", ratios(rates(*beside), rates(*limit)),
               "{:.2f}", None, 0.5, True, errors(beside, limit)),
        Budget("pushes/s at 100,000 groups of those at 100, times; C=64", "push",
               ratios(rates(*flat), rates("jobtide", 100)), "{:.2f}", 0.85, None, True, errors(flat, ("jobtide", 100))),
    ]


def _latency(measured):
    rows = measured.rows_of(LATENCY, "jobtide", 100_000, CONNECTIONS)

    def budget(name, column, must, goal):
        return Budget(name, "latency", [row[column] for row in rows], "{:.2f}", must, goal, errors=sum(map(failed, rows)))

    noise = measured.rows_of(LATENCY, "nginx", 100_000, CONNECTIONS)
    heard = [Budget(f"the machine's own part, static nginx at the same rate{_lasting(noise)}: {name} ms", "latency",
                    [row[column] for row in noise], "{:.2f}", None, None)
             for name, column in (("p99", "p99_ms"), ("p99.9", "p999_ms")) if noise]
    return [
        budget(f"open loop at half the maximum rate, 100,000 groups, scrapes{_lasting(rows)}: p99 ms", "p99_ms", 5, 2),
        budget("the same: p99.9 ms", "p999_ms", 50, None),
        budget("the same: longest ms", "max_ms", None, 50),
    ] + heard


def _loaded(measured):
    rows = measured.rows_of(MEMORY, "jobtide", MANY, CONNECTIONS)
    name = f"the same after an open loop at half the maximum rate with scrapes{_lasting(rows)}"
    return Budget(name, "memory", measured.values("bytes per series after load", "jobtide", MANY), "{:.0f}", 250, 120,
                  errors=sum(map(failed, rows)))


def _lint(measured):
    off, warn = ([row for row in measured.rows if row["what"] == linting.RATES and row["server"] == linting.name(mode)]
                 for mode in linting.MODES)
    return [Budget("pushes/s with --lint=warn of those without, times; C=64", "lint",
                   ratios([row["value"] for row in warn], [row["value"] for row in off]), "{:.2f}", None, 0.7, True,
                   sum(map(failed, off + warn)))]


def _wrapped(measured):
    """What `jobtide run` adds to the bare command, pair by pair."""
    def memory(count):
        return [value / MIB for value in measured.values(wrapped.MEMORY, "jobtide run", count)]

    return [
        Budget("run: the command starts later by, ms", "run", wrapped.beyond_bare(measured, wrapped.START, "jobtide run", 0), "{:.1f}", 45, 5),
        Budget("run: a command of 200 ms takes longer by, ms", "run",
               [1000 * value for value in wrapped.beyond_bare(measured, wrapped.OVERHEAD, "jobtide run", 0.2)], "{:.1f}", 60, 10),
        Budget("run: memory beside a long command, PSS MiB, 1 at once", "run", memory(1), "{:.1f}", 60, 30),
        Budget("the same, each of 50 at once", "run", memory(50), "{:.1f}", 30, 15),
    ]


def _soak(measured):
    """Whether it is at the end as it was after the first third. The ratios are this bench's own: what two thirds of a noisy machine differ by."""
    rows = measured.rows_of(SOAK, "jobtide", MANY, CONNECTIONS)
    whole = rows if len(rows) == THIRDS else []
    resident = [max(row["resident_bytes"]) for row in whole]

    def budget(name, values, form, must, goal):
        return Budget(name, "soak", values, form, must, goal)

    def grown(values):
        return [values[-1] / values[0]] if values else []

    return [
        budget(f"soak{_lasting(rows, THIRDS)}, 1,000,000 series: failed pushes and scrapes",
               [sum(map(failed, whole))] if whole else [], "{:.0f}", 0, None),
        budget("p99 of its last third to that of its first, times", grown([row["p99_ms"] for row in whole]), "{:.2f}", 1.5, 1.1),
        budget("most resident in its last third to that of its first, times", grown(resident), "{:.2f}", 1.1, 1.02),
        budget("most resident bytes per series in its last third", [most / (MANY * SERIES) for most in resident[-1:]], "{:.0f}", 250, 120),
        budget("largest log folder of its last third to that of its first, times", grown([max(row["folder_bytes"]) for row in whole]),
               "{:.2f}", 1.2, None),
    ]


def _lasting(rows, parts=1):
    return f", {rows[0]['seconds'] * parts:,} s" if rows else ""


def _plain(part, measured, name, what, groups, form, must, goal, unit=1):
    values = [value / unit for value in measured.values(what, "jobtide", groups)]
    return Budget(name, part, values, form, must, goal)
