"""The push that is measured: what a typical batch job reports. 4 scalars and a histogram of 10 buckets: 16 samples, about 1.2 kB."""

import random

SAMPLES = 16
SERIES = SAMPLES + 2  # a gateway shows push_time_seconds and push_failure_time_seconds too
VARIANTS = 16
NUMBER = "########"  # the load generator writes a group's number here

SCALARS = (
    ("export_last_success_timestamp_seconds", "gauge", "When the export last succeeded."),
    ("export_duration_seconds", "gauge", "How long the export took."),
    ("export_rows_total", "counter", "Rows that were exported."),
    ("export_rejected_rows_total", "counter", "Rows that were left out."),
)
BOUNDS = ("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf")


def body(random_values):
    """One push in the text format, with other values each time."""
    values = (1.76e9 + random_values.randrange(10**7), round(random_values.uniform(1, 900), 3),
              random_values.randrange(10**6), random_values.randrange(500))
    lines = []
    for (name, kind, help_text), value in zip(SCALARS, values):
        lines += [f"# HELP {name} {help_text}", f"# TYPE {name} {kind}", f"{name} {value:.10g}"]
    return "\n".join(lines + _histogram("export_batch_seconds", random_values)) + "\n"


def _histogram(name, random_values):
    lines = [f"# HELP {name} How long the batches of the export took.", f"# TYPE {name} histogram"]
    count = 0
    for bound in BOUNDS:
        count += random_values.randrange(200)
        lines.append(f'{name}_bucket{{le="{bound}"}} {count}')
    return lines + [f"{name}_sum {round(count * random_values.uniform(0.01, 0.4), 4)}", f"{name}_count {count}"]


def requests(seed=1):
    """Whole PUT requests, for groups whose number is still open."""
    random_values = random.Random(seed)
    for _ in range(VARIANTS):
        content = body(random_values).encode()
        head = (f"PUT /metrics/job/export_{NUMBER}/instance/a1 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Content-Type: text/plain; version=0.0.4\r\nContent-Length: {len(content)}\r\n\r\n")
        yield head.encode() + content
