"""What was measured as Markdown tables: details first, the budgets last."""

from lib.body import SERIES
from lib.budgets import PUSHES, budgets
from lib.measured import spread

SERVERS = ("jobtide", "pushgateway", "pushgateway checked", "nginx")


def print_all(measured, parts, settings):
    if "push" in parts:
        _print_pushes(measured, settings)
    if "scrape" in parts:
        _print_scrapes(measured, settings)
    if "memory" in parts or "restart" in parts:
        _print_rest(measured, max(settings.scraped_groups))
    shown = [budget for budget in budgets(measured) if budget.part in parts]
    _print_table(["budget", "must", "goal", "measured: median (min–max)", "met?"], [budget.row() for budget in shown])
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
    _print_table(["groups", "C", "server", "pushes/s", "p50 ms", "p99 ms", "p99.9 ms", "server CPU µs/push", "failed"], rows)


def _push_columns(runs):
    def of(name, form):
        return spread([run[name] for run in runs], form)
    return [of("value", "{:,.0f}"), of("p50_ms", "{:.2f}"), of("p99_ms", "{:.1f}"), of("p999_ms", "{:.1f}"),
            of("server_cpu_micros", "{:.1f}"), sum(run["errors"] + run["unanswered"] for run in runs)]


def _print_scrapes(measured, settings):
    print("\nScrapes, warm; nginx serves the same page from a file, gzip compressed beforehand.\n")
    rows = []
    for groups in settings.scraped_groups:
        for form in ("plain", "gzip"):
            for server in SERVERS:
                runs = measured.rows_of(f"{form} scrape seconds", server, groups)
                if runs:
                    rows.append([f"{groups * SERIES:,}", form, server, spread([run["value"] for run in runs], "{:.3f}"),
                                 spread([run["first_byte"] for run in runs], "{:.3f}"), f"{runs[-1]['bytes'] / 1e6:.2f}"])
    _print_table(["series", "form", "server", "seconds to the last byte", "to the first", "MB"], rows)


def _print_rest(measured, groups):
    print(f"\nMemory and restart with {groups * SERIES:,} series.\n")
    rows = []
    for what, form in (("bytes per series after fill", "{:.0f}"), ("bytes per series after scrapes", "{:.0f}"),
                       ("restart seconds", "{:.2f}")):
        columns = [spread(measured.values(what, server, groups), form) for server in SERVERS[:2]]
        if columns != ["-", "-"]:
            rows.append([what] + columns)
    _print_table(["", *SERVERS[:2]], rows)


def _print_table(head, rows):
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    cells.insert(1, ["-" * width for width in widths])
    for row in cells:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print()
