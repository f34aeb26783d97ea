"""Commands under `jobtide run`, beside the same commands in bash with a push by curl, and bare: when they start, what it costs, what stays in memory."""

import os
import select
import signal
import subprocess
import threading
import time

from lib import servers
from lib.progress import say

START = "ms until the command runs"
OVERHEAD = "seconds from start to end"
MEMORY = "PSS bytes beside a command"
KINDS = ("bare", "bash + curl", "jobtide run")
LONG = 10  # seconds; such commands run beside each other
LIMIT = 120


def measure(bench):
    folder = bench.folder("run")
    gateway = servers.jobtide(bench.root, folder)
    gateway.start()
    commands = Commands(bench.root, gateway.port, folder)
    try:
        _warm(commands)
        _starts(bench, commands)
        for seconds in (0, 0.2):
            _short(bench, commands, seconds)
        _long(bench, commands)
        for count in bench.settings.wrapped_at_once:
            _memory(bench, commands, count)
    finally:
        commands.stop()
        gateway.stop()


class Commands:
    """Makes command lines of each kind, and ends what it started."""

    def __init__(self, root, port, folder):
        self._url = f"http://127.0.0.1:{port}"
        self._launcher = f"{root}/jobtide"
        self._running = []
        self._started = 0
        self.fifo = f"{folder}/started"
        os.mkfifo(self.fifo)
        self._environment = {**os.environ, "XDG_STATE_HOME": f"{folder}/state"}

    def line(self, kind, words):
        if kind == "bare":
            return words
        self._started += 1
        job = f"bench-{self._started % 100}"  # as on a host: many jobs, each a few times
        if kind == "jobtide run":
            return [self._launcher, "run", "--job", job, "--gateway", self._url, "--", *words]
        push = 'echo "bench_exit_code $code" | curl -sS --data-binary @- '
        return ["bash", "-c", f'"$@"; code=$?; {push}{self._url}/metrics/job/{job}; exit $code', "bash", *words]

    def start(self, kind, words):
        child = subprocess.Popen(self.line(kind, words), stdin=subprocess.DEVNULL, env=self._environment, start_new_session=True)
        self._running.append(child)
        return child

    def run(self, kind, words):
        """Returns the seconds from its start to its end."""
        began = time.perf_counter()
        child = self.start(kind, words)
        _await_end(child)
        took = time.perf_counter() - began
        status = child.wait()
        self._running.remove(child)
        if status != 0:
            raise RuntimeError(f"{kind} {words} ended with status {status}")
        return took

    def stop(self):
        for child in self._running:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait(30)


def _await_end(child):
    """Popen.wait with a limit looks each 50 ms only."""
    watched = os.pidfd_open(child.pid)
    try:
        if not select.select([watched], [], [], LIMIT)[0]:
            raise RuntimeError(f"{child.args} has not ended after {LIMIT} s")
    finally:
        os.close(watched)


def _warm(commands):
    for _ in range(3):
        for kind in KINDS:
            commands.run(kind, ["true"])


def _starts(bench, commands):
    say("run: when the command starts")
    for round_number in range(bench.settings.wrapped_pairs):
        for kind in _in_turn(round_number):
            began = time.perf_counter()
            child = commands.start(kind, ["sh", "-c", f"echo >{commands.fifo}"])
            with open(commands.fifo, "rb") as fifo:
                fifo.read(1)
            bench.measured.add(START, kind, 0, (time.perf_counter() - began) * 1000)
            child.wait(LIMIT)


def _short(bench, commands, seconds):
    say(f"run: commands of {seconds} s")
    for round_number in range(bench.settings.wrapped_pairs):
        for kind in _in_turn(round_number):
            bench.measured.add(OVERHEAD, kind, seconds, commands.run(kind, ["sleep", str(seconds)]))


def _long(bench, commands):
    """Their starts are half a second apart, so that they hardly meet."""
    say(f"run: commands of {LONG} s")
    taken = []

    def one(kind):
        taken.append((kind, commands.run(kind, ["sleep", str(LONG)])))

    threads = []
    for round_number in range(bench.settings.wrapped_pairs):
        for kind in _in_turn(round_number):
            threads.append(threading.Thread(target=one, args=(kind,)))
            threads[-1].start()
            time.sleep(0.5)
    for thread in threads:
        thread.join(LIMIT)
    for kind, seconds in taken:
        bench.measured.add(OVERHEAD, kind, LONG, seconds)


def _memory(bench, commands, count):
    say(f"run: memory of {count} at once")
    children = [commands.start("jobtide run", ["sleep", "300"]) for _ in range(count)]
    _await_sleeps(children)
    time.sleep(bench.settings.wrapped_settle_seconds)
    total = sum(_pss(pid) for child in children for pid in _processes(child.pid) if not _is_sleep(pid))
    bench.measured.add(MEMORY, "jobtide run", count, total / count)
    for child in children:
        os.killpg(child.pid, signal.SIGTERM)
    for child in children:
        child.wait(LIMIT)


def _await_sleeps(children):
    deadline = time.monotonic() + LIMIT
    while not all(any(map(_is_sleep, _processes(child.pid))) for child in children):
        if time.monotonic() > deadline:
            raise RuntimeError("the commands did not start")
        time.sleep(0.1)


def _in_turn(round_number):
    return KINDS if round_number % 2 == 0 else KINDS[::-1]


def _processes(pid):
    """A process and all below it."""
    yield pid
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            below = children.read().split()
        for task in os.listdir(f"/proc/{pid}/task"):
            if int(task) != pid:
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as children:
                    below += children.read().split()
    except FileNotFoundError:
        return
    for child in below:
        yield from _processes(int(child))


def _is_sleep(pid):
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8") as name:
            return name.read() == "sleep\n"
    except FileNotFoundError:
        return False


def _pss(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024


def beyond_bare(measured, what, kind, size):
    """Pair by pair, what a kind adds to the bare command."""
    return [value - bare for value, bare in zip(measured.values(what, kind, size), measured.values(what, "bare", size))]

