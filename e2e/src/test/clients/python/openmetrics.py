"""Reads a page of OpenMetrics with prometheus_client, strictly, and prints each sample as a line of JSON."""

import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8", newline="\n") as page:
    for family in text_string_to_metric_families(page.read()):
        for sample in family.samples:
            print(json.dumps([family.type, sample.name, sample.labels, repr(float(sample.value))]))
