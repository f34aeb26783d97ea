"""What was measured as Markdown tables: details first, the budgets last."""

from lib.body import SERIES
from lib.budgets import PUSHES, budgets
from lib.measured import failed, spread
from lib import linting, wrapped
from lib.steady import CONNECTIONS, LATENCY, MEMORY, SOAK

PUSH_COLUMNS = ["groups", "C", "server", "pushes/s", "p50 ms", "p99 ms", "p99.9 ms", "server CPU µs/push", "failed"]
SERVERS = ("jobtide", "pushgateway", "pushgateway checked", "nginx")


def print_all(measured, parts, settings):
    if "push" in parts:
        _print_pushes(measured, settings)
    if measured.has(LATENCY, MEMORY, SOAK):
        _print_steady(measured, settings)
    if "scrape" in parts:
        _print_scrapes(measured, settings)
    if "memory" in parts or "restart" in parts:
        _print_rest(measured, max(settings.scraped_groups))
    if measured.has(linting.RATES):
        _print_lint(measured, settings)
    if measured.has(wrapped.START):
        _print_wrapped(measured)
    shown = [budget for budget in budgets(measured) if budget.part in parts]
    _print_table(["budget", "must", "goal", "measured: median (min–max)", "met?"], [budget.row() for budget in shown])
    print("Acknowledged pushes lost at kill -9 are not measured here: ./check gateway shows that there are none.")
    return not any(budget.fails() for budget in shown)


def _print_pushes(measured, settings):
    print("\nPUT of 16 samples into groups that exist, in random order. jobtide: checked, and on disk before the answer. "
          "pushgateway: unchecked, in memory.\n")
    rows = []
    for groups in settings.sizes:
        for connections in settings.connections:
            for server in SERVERS:
                runs = measured.rows_of(PUSHES, server, groups, connections)
                if runs:
                    rows.append([f"{groups:,}", connections, server] + _push_columns(runs))
    _print_table(PUSH_COLUMNS, rows)


def _push_columns(runs):
    def of(name, form):
        return spread([run[name] for run in runs], form)
    return [of("value", "{:,.0f}"), of("p50_ms", "{:.2f}"), of("p99_ms", "{:.1f}"), of("p999_ms", "{:.1f}"),
            of("server_cpu_micros", "{:.1f}"), sum(map(failed, runs))]


def _print_steady(measured, settings):
    print(f"\nThe same pushes in an open loop, at half of what the server did in a closed one; a scrape every {settings.scrape_every} s, "
          "plain and gzip in turn. Times from when a push was due. nginx, without scrapes: at jobtide's rate, which tells what the machine adds.\n")
    rows = []
    for what, groups in ((LATENCY, settings.steady_groups), (MEMORY, max(settings.scraped_groups)), (SOAK, max(settings.scraped_groups))):
        for server in SERVERS:
            for run in measured.rows_of(what, server, groups, CONNECTIONS):
                rows.append([what, run["round"], server, f"{groups:,}", f"{run['seconds']:,}", f"{run['value']:,}",
                             *(f"{run[name]:.2f}" for name in ("p50_ms", "p99_ms", "p999_ms", "max_ms")),
                             f"{run['server_cpu_micros']:.1f}",
                             spread(run["plain_seconds"], "{:.2f}"), spread(run["gzip_seconds"], "{:.2f}"),
                             *(f"{max(run[name], default=0) >> 20:,}" for name in ("resident_bytes", "folder_bytes")), failed(run)])
    _print_table(["", "no.", "server", "groups", "s", "pushes/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "CPU µs/push", "plain scrape s",
                  "gzip scrape s", "resident MiB at most", "folder MiB at most", "failed"], rows)


def _print_scrapes(measured, settings):
    print("\nScrapes, warm; nginx serves the same page from a file, gzip compressed beforehand.\n")
    rows = []
    for groups in settings.scraped_groups:
        for form, what in (("plain", "plain scrape seconds"), ("gzip", "gzip scrape seconds"),
                           ("gzip, a quarter changed", "gzip scrape seconds after changes")):
            for server in SERVERS:
                runs = measured.rows_of(what, server, groups)
                if runs:
                    rows.append([f"{groups * SERIES:,}", form, server, spread([run["value"] for run in runs], "{:.3f}"),
                                 spread([run["first_byte"] for run in runs], "{:.3f}"), f"{runs[-1]['bytes'] / 1e6:.2f}"])
    _print_table(["series", "form", "server", "seconds to the last byte", "to the first", "MB"], rows)


def _print_rest(measured, groups):
    print(f"\nMemory and restart with {groups * SERIES:,} series.\n")
    rows = []
    for what, form in (("bytes per series after fill", "{:.0f}"), ("bytes per series after scrapes", "{:.0f}"),
                       ("bytes per series after load", "{:.0f}"), ("restart seconds", "{:.2f}")):
        columns = [spread(measured.values(what, server, groups), form) for server in SERVERS[:2]]
        if columns != ["-", "-"]:
            rows.append([what] + columns)
    _print_table(["", *SERVERS[:2]], rows)


def _print_lint(measured, settings):
    print("\nThe same PUT to a gateway that looks at no push and to one that looks at each and tells what it finds.\n")
    rows = []
    for server in map(linting.name, linting.MODES):
        runs = measured.rows_of(linting.RATES, server, settings.lint_groups, linting.CONNECTIONS)
        rows.append([f"{settings.lint_groups:,}", linting.CONNECTIONS, server] + _push_columns(runs))
    _print_table(PUSH_COLUMNS, rows)


def _print_wrapped(measured):
    print("\nThe same command bare, in bash with a push by curl, and under jobtide run with a gateway: ms that each adds to the bare one, pair by pair.\n")
    rows = []
    for kind in wrapped.KINDS[1:]:
        columns = [spread(wrapped.beyond_bare(measured, wrapped.START, kind, 0), "{:.1f}")]
        columns += [spread([1000 * value for value in wrapped.beyond_bare(measured, wrapped.OVERHEAD, kind, seconds)], "{:.1f}")
                    for seconds in (0, 0.2, wrapped.LONG)]
        rows.append([kind] + columns)
    _print_table(["", "until it starts", "command of 0 s", "of 0.2 s", f"of {wrapped.LONG} s"], rows)


def _print_table(head, rows):
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    cells.insert(1, ["-" * width for width in widths])
    for row in cells:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print()
