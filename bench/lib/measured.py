"""What a run has measured so far, as plain values for the JSON file and as medians for the tables."""

import statistics


class Measured:
    """A list of results for each thing measured: what, by which server, at which size, with how many connections."""

    def __init__(self):
        self.rows = []

    def add(self, what, server, groups, value, connections=None, **details):
        """Values of the same thing are listed in the order of the rounds, so that rounds can be compared."""
        self.rows.append({"what": what, "server": server, "groups": groups, "connections": connections, "value": value,
                          **details})

    def rows_of(self, what, server, groups, connections=None):
        wanted = {"what": what, "server": server, "groups": groups, "connections": connections}
        return [row for row in self.rows if all(row[name] == value for name, value in wanted.items())]

    def has(self, *whats):
        return any(row["what"] in whats for row in self.rows)

    def values(self, what, server, groups, connections=None):
        return [row["value"] for row in self.rows_of(what, server, groups, connections)]

    def errors(self, what, server, groups, connections=None):
        return sum(failed(row) for row in self.rows_of(what, server, groups, connections))


def failed(row):
    """Pushes and scrapes of one run that were not answered as they should."""
    return row.get("errors", 0) + row.get("unanswered", 0) + row.get("failed_scrapes", 0)


def ratios(above, below):
    """Round by round, so that what slows both in one round cancels out."""
    return [a / b for a, b in zip(above, below) if b]


def spread(values, form="{:,.0f}"):
    """The median, then the smallest and the largest."""
    if not values:
        return "-"
    if len(values) == 1:
        return form.format(values[0])
    return f"{form.format(statistics.median(values))} ({form.format(min(values))}–{form.format(max(values))})"
