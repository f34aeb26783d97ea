"""Pushes with prometheus_client; see ../README.md."""

import sys
import urllib.error

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Summary
from prometheus_client import delete_from_gateway, push_to_gateway, pushadd_to_gateway


def everything(registry):
    rows = Counter("client_rows", "Rows by outcome,\nwith a \\ in the help.", ["outcome"], registry=registry)
    rows.labels("read").inc(12)
    rows.labels('odd "quoted" \\ line\nfeed').inc(0.5)
    Gauge("client_last_success_seconds", "Time.", registry=registry).set(1.5e9)
    summary = Summary("client_wait_seconds", "Waits.", ["queue"], registry=registry)
    for wait in (0.5, 0.25, 2.0):
        summary.labels("in").observe(wait)
    histogram = Histogram("client_run_seconds", "Runs.", buckets=(0.1, 1, 10), registry=registry)
    for run in (0.05, 0.5, 5, 50):
        histogram.observe(run)


def more(registry):
    rows = Counter("client_rows", "Rows by outcome.", ["outcome"], registry=registry)
    rows.labels("read").inc(20)
    Gauge("client_backlog", "Left.", registry=registry).set(-3)


def clash(registry):
    Histogram("client_last_success_seconds", "Not a gauge.", buckets=(1,), registry=registry).observe(1)


def one(registry):
    Gauge("client_only", "The only one.", registry=registry).set(float("inf"))


def secret(registry):
    opened = Gauge("client_open", "Whether it is open.", ["url"], registry=registry)
    opened.labels("https://jobs:hunter2hunter2@db.example.com").set(1)


STEPS = {
    "put": (push_to_gateway, everything),
    "add": (pushadd_to_gateway, more),
    "clash": (pushadd_to_gateway, clash),
    "replace": (push_to_gateway, one),
    "secret": (push_to_gateway, secret),
}


def main(url, step, job, *grouping):
    key = dict(pair.split("=", 1) for pair in grouping)
    try:
        if step == "delete":
            delete_from_gateway(url, job=job, grouping_key=key, timeout=20)
        else:
            push, fill = STEPS[step]
            registry = CollectorRegistry()
            fill(registry)
            push(url, job=job, registry=registry, grouping_key=key, timeout=20)
    except urllib.error.HTTPError as refused:
        print(refused, refused.read().decode())
        sys.exit(3)


main(*sys.argv[1:])
