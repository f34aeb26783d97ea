"""Runs the load generator, load.c: compiled here, on first use."""

import json
import os
import subprocess
from dataclasses import dataclass

from lib import body

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@dataclass(frozen=True)
class Push:
    """What one run of pushes came to."""
    per_second: float
    p50_ms: float
    p99_ms: float
    p999_ms: float
    max_ms: float
    answered: int
    errors: int
    unanswered: int
    server_cpu_micros: float
    client_cpu_micros: float


class Load:
    """Pushes to one server at a time."""

    def __init__(self, folder):
        self._program = os.path.join(folder, "load")
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-D_GNU_SOURCE", "-o", self._program, f"{HERE}/load.c"],
                       check=True, timeout=120)
        self._templates = []
        for number, request in enumerate(body.requests()):
            self._templates.append(os.path.join(folder, f"push-{number:02}"))
            with open(self._templates[-1], "wb") as template:
                template.write(request)

    def fill(self, server, groups):
        """Pushes to each of the groups once; the server has exactly those afterwards."""
        result = self._run(server, groups - server.groups, 64, 300, "--first", server.groups)
        if result.errors or result.unanswered or result.answered != groups - server.groups:
            raise RuntimeError(f"{server.name}: filling it to {groups} groups failed: {result}")
        server.groups = groups

    def push(self, server, connections, seconds, seed):
        """Pushes to existing groups in random order, each connection one push after the other."""
        return self._run(server, max(server.groups, 1), connections, seconds + 30, "--seconds", seconds, "--seed", seed)

    def steady(self, server, rate, connections, seconds, seed):
        """Pushes to existing groups in random order at fixed times, rate of them a second, whatever became of those before."""
        return self._run(server, max(server.groups, 1), connections, seconds + 30, "--seconds", seconds, "--rate", rate,
                         "--seed", seed)

    def change_some(self, server, step, number):
        """Pushes to every step-th group once, from another one for each number, with values that it has not had lately."""
        first = number % step
        groups = len(range(first, server.groups, step))
        result = self._run(server, groups, 64, 300, "--first", first, "--step", step, turned_by=number)
        if result.errors or result.unanswered or result.answered != groups:
            raise RuntimeError(f"{server.name}: pushing to {groups} groups failed: {result}")

    def _run(self, server, groups, connections, limit, *options, turned_by=0):
        command = [self._program, "--port", server.port, "--groups", groups, "--connections", connections, *options]
        first = turned_by % len(self._templates)
        cpu = server.process.cpu_seconds()
        done = subprocess.run([str(part) for part in command] + self._templates[first:] + self._templates[:first],
                              capture_output=True, text=True, timeout=limit, check=False)
        cpu = server.process.cpu_seconds() - cpu
        if done.returncode:
            raise RuntimeError(f"{server.name}: {done.stderr}")
        return _push(json.loads(done.stdout), cpu, done.stderr)


def _push(told, cpu, refusal):
    if refusal:
        print(refusal.strip(), flush=True)
    each = 1e6 / max(told["answered"], 1)
    return Push(told["per_second"], told["p50_ms"], told["p99_ms"], told["p999_ms"], told["max_ms"],
                told["answered"], told["not_2xx"] + told["broken"], told["unanswered"], cpu * each, told["client_cpu_seconds"] * each)
