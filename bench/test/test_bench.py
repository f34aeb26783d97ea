"""The bench itself: what counts as failed, how a verdict is made. Run: python3 -m unittest discover -s bench/test"""

import contextlib
import dataclasses
import io
import os
import socket
import sys
import tempfile
import threading
import time
import types
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from lib import http, linting, servers, settings, steady, tables  # noqa: E402
from lib.budgets import Budget, budgets  # noqa: E402
from lib.load import Load  # noqa: E402
from lib.measured import Measured  # noqa: E402
from lib.repeating import Repeating  # noqa: E402

ACCEPTED = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"
EMPTY = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
LAST = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
REFUSED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno\n"


class Responder:
    """Answers each request with the next piece of a script, the last piece for ever; None closes the connection. The first answer may take long."""

    def __init__(self, *script, first_takes=0.0):
        self._script = list(script)
        self._delay = first_takes
        self._lock = threading.Lock()
        self.paths = []
        self.bodies = {}
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    def as_server(self, groups=0):
        process = types.SimpleNamespace(cpu_seconds=lambda: 0.0, resident_bytes=lambda: 7 << 20)
        return types.SimpleNamespace(name="responder", port=self._listener.getsockname()[1], groups=groups, process=process, folder="/nowhere")

    def _accept(self):
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as requests:
            while line := requests.readline():
                fields = {}
                while (field := requests.readline()) != b"\r\n":
                    name, value = field.decode().lower().split(":", 1)
                    fields[name] = value.strip()
                body = requests.read(int(fields.get("content-length", 0)))
                with self._lock:
                    self.paths.append(line.split()[1].decode())
                    self.bodies.setdefault(self.paths[-1], []).append(body)
                    answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
                    delay, self._delay = self._delay, 0.0
                time.sleep(delay)
                if answer is None:
                    return
                for part in answer.split(b"|"):
                    connection.sendall(part)
                    time.sleep(0.002)  # so that the parts do not travel together
                if fields.get("connection") == "close" or answer is LAST:
                    return


class LoadTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.load = Load(self._folder.name)

    def test_filling_pushes_to_every_group_once(self):
        responder = Responder(ACCEPTED)
        server = responder.as_server(groups=7)

        self.load.fill(server, 100)

        self.assertEqual([f"/metrics/job/export_{number:08}/instance/a1" for number in range(7, 100)], sorted(responder.paths))
        self.assertEqual(100, server.groups)

    def test_answers_that_come_in_pieces_are_read(self):
        responder = Responder(b"HTTP/1.1 200 OK\r\nContent-|Length: 4\r\n\r|\nab|cd")

        self.load.fill(responder.as_server(), 20)

        self.assertEqual(20, len(responder.paths))

    def test_a_refused_push_is_an_error_and_filling_fails(self):
        with self.assertRaisesRegex(RuntimeError, "errors=1"):
            self.load.fill(Responder(ACCEPTED, REFUSED, ACCEPTED).as_server(), 20)

    def test_a_broken_connection_is_an_error(self):
        result = self.load.push(Responder(ACCEPTED, None, ACCEPTED).as_server(groups=5), 2, 1, 1)

        self.assertEqual(1, result.errors)
        self.assertGreater(result.answered, 0)

    def test_random_pushes_stay_within_the_groups(self):
        responder = Responder(ACCEPTED)

        self.load.push(responder.as_server(groups=3), 2, 1, 1)

        self.assertEqual({f"/metrics/job/export_{number:08}/instance/a1" for number in range(3)}, set(responder.paths))


    def test_changing_some_pushes_to_every_fourth_group_with_other_values_each_time(self):
        responder = Responder(ACCEPTED)
        server = responder.as_server(groups=10)

        for number in (1, 2, 5):
            self.load.change_some(server, 4, number)

        pushed = {f"/metrics/job/export_{number:08}/instance/a1": times for number, times in ((1, 2), (5, 2), (9, 2), (2, 1), (6, 1))}
        self.assertEqual(pushed, {path: len(set(bodies)) for path, bodies in responder.bodies.items()})
        self.assertEqual(8, len(responder.paths))


class OpenLoopTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.load = Load(self._folder.name)

    def test_a_stop_is_charged_to_every_push_that_was_due_meanwhile(self):
        result = self.load.steady(Responder(ACCEPTED, first_takes=0.8).as_server(groups=3), 100, 1, 1, 1)

        self.assertEqual((100, 0, 0), (result.answered, result.errors, result.unanswered))
        self.assertGreater(result.p50_ms, 200)  # half of all were due in the first half second
        self.assertGreater(result.max_ms, 750)

    def test_pushes_answered_after_the_end_count(self):
        result = self.load.steady(Responder(ACCEPTED, first_takes=1.5).as_server(groups=3), 50, 1, 1, 1)

        self.assertEqual((50, 0, 0), (result.answered, result.errors, result.unanswered))
        self.assertGreater(result.p50_ms, 900)

    def test_a_free_connection_takes_what_is_due(self):
        result = self.load.steady(Responder(ACCEPTED, first_takes=1.0).as_server(groups=3), 100, 2, 1, 1)

        self.assertEqual(100, result.answered)
        self.assertLess(result.p50_ms, 200)

    def test_pushes_are_sent_when_they_are_due(self):
        responder = Responder(ACCEPTED)
        began = time.perf_counter()

        result = self.load.steady(responder.as_server(groups=3), 7, 8, 2, 1)

        self.assertGreater(time.perf_counter() - began, 1.8)
        self.assertEqual(14, len(responder.paths))
        self.assertLess(result.p50_ms, 50)

    def test_a_push_on_a_broken_connection_is_an_error_and_the_others_go_on(self):
        result = self.load.steady(Responder(ACCEPTED, None, ACCEPTED).as_server(groups=3), 100, 2, 1, 1)

        self.assertEqual((99, 1, 0), (result.answered, result.errors, result.unanswered))

    def test_a_connection_that_was_closed_meanwhile_is_passed_over(self):
        result = self.load.steady(Responder(LAST, ACCEPTED).as_server(groups=3), 20, 3, 2, 1)

        self.assertEqual((40, 1, 0), (result.answered, result.errors, result.unanswered))

    def test_what_could_not_be_sent_is_unanswered(self):
        result = self.load.steady(Responder(None).as_server(groups=3), 100, 1, 1, 1)

        self.assertEqual((0, 1, 99), (result.answered, result.errors, result.unanswered))


class RepeatingTest(unittest.TestCase):
    def test_an_action_repeats_at_fixed_times(self):
        calls = []
        enough = threading.Event()
        began = time.monotonic()

        with Repeating(0.1, lambda number: (calls.append(number), number == 3 and enough.set())):
            enough.wait(60)
        took = time.monotonic() - began

        self.assertEqual([0, 1, 2, 3], calls[:4])
        self.assertGreaterEqual(took, 0.35)
        self.assertLessEqual(len(calls), took / 0.1 + 1)

    def test_the_end_waits_for_a_call_that_has_begun(self):
        begun, done = [], []
        first = threading.Event()

        with Repeating(0.02, lambda number: (begun.append(number), first.set(), time.sleep(0.3), done.append(number))):
            first.wait(60)

        self.assertEqual(begun, done)

    def test_times_that_a_slow_call_missed_pass(self):
        calls = []
        began = time.monotonic()

        with Repeating(0.1, lambda number: (calls.append(number), time.sleep(0 if number else 0.5))):
            time.sleep(0.8)

        self.assertLessEqual(len(calls), (time.monotonic() - began - 0.5) / 0.1 + 2)


class SteadyTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        chosen = dataclasses.replace(settings.QUICK, scrape_every=0.3)
        self.bench = types.SimpleNamespace(load=Load(self._folder.name), measured=Measured(), settings=chosen)

    def run_on(self, responder):
        server = responder.as_server(groups=3)
        steady.run(self.bench, steady.LATENCY, server, 50, 2, 1)
        (row,) = self.bench.measured.rows
        return row

    def test_scrapes_are_plain_and_gzip_in_turn_and_memory_is_read(self):
        row = self.run_on(Responder(EMPTY))

        self.assertEqual((100, 0, 0), (row["answered"], row["failed_scrapes"], self.bench.measured.errors(steady.LATENCY, "responder", 3, 64)))
        self.assertGreaterEqual(len(row["plain_seconds"]), 2)
        self.assertGreaterEqual(len(row["gzip_seconds"]), 2)
        self.assertEqual({7 << 20}, set(row["resident_bytes"]))

    def test_the_machine_is_heard_without_scrapes(self):
        responder = Responder(EMPTY)

        steady.hear_noise(self.bench, responder.as_server(groups=3), 50, 1)

        (row,) = self.bench.measured.rows
        self.assertEqual((50, 150, 0, []), (row["value"], row["answered"], row["failed_scrapes"], row["gzip_seconds"]))
        self.assertNotIn("/metrics", responder.paths)

    def test_a_scrape_that_is_not_answered_with_200_is_counted_as_failed(self):
        row = self.run_on(Responder(ACCEPTED))

        self.assertGreaterEqual(row["failed_scrapes"], 4)
        self.assertEqual(row["failed_scrapes"], self.bench.measured.errors(steady.LATENCY, "responder", 3, 64))


class FolderTest(unittest.TestCase):
    def test_what_all_files_take_of_the_disk_is_summed(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "data"))
            for name in ("log", "data/segment"):
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(b"x" * 65536)
                    file.flush()
                    os.fsync(file.fileno())

            self.assertEqual(131072, servers.folder_bytes(types.SimpleNamespace(folder=folder)))


class ScrapeTest(unittest.TestCase):
    def test_chunks_are_joined(self):
        responder = Responder(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n|2\r\nde\r\n0\r\n\r\n")

        self.assertEqual(b"abcde", http.fetch(responder.as_server().port, "/metrics", keep=True).body)

    def test_an_answer_cut_short_is_refused(self):
        for cut in (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"):
            with self.assertRaisesRegex(OSError, "cut short"):
                http.fetch(Responder(cut).as_server().port, "/metrics")


class BudgetTest(unittest.TestCase):
    def test_the_median_decides(self):
        def verdict(*values):
            return Budget("seconds", "scrape", list(values), "{:.1f}", 5, 1).verdict()

        self.assertEqual("yes, the goal too", verdict(0.5, 1, 9))
        self.assertEqual("yes", verdict(5))
        self.assertEqual("NO", verdict(1, 5.1, 6))
        self.assertEqual("not measured", verdict())

    def test_rates_are_compared_round_by_round(self):
        measured = Measured()
        for ours, theirs in ((300, 100), (30, 10), (3000, 500)):
            measured.add("pushes per second", "jobtide", 10_000, ours, 64)
            measured.add("pushes per second", "pushgateway", 10_000, theirs, 64)

        self.assertEqual(["≥ 3.00", "3.00 (3.00–6.00)", "yes"], [budgets(measured)[0].row()[at] for at in (1, 3, 4)])

    def test_a_failed_push_fails_the_budget(self):
        measured = Measured()
        measured.add("pushes per second", "jobtide", 10_000, 300, 64, errors=0, unanswered=1)
        measured.add("pushes per second", "pushgateway", 10_000, 100, 64, errors=1, unanswered=0)

        self.assertEqual("NO: 2 requests failed", budgets(measured)[0].verdict())

    def test_latency_is_judged_by_the_median_of_the_rounds(self):
        measured = Measured()
        for p99, longest in ((1.5, 40), (9, 60), (4.9, 90)):
            add_steady(measured, steady.LATENCY, 100_000, p99_ms=p99, p999_ms=51, max_ms=longest)

        self.assertEqual(["yes", "NO", "not the goal"], [row.verdict() for row in of_part(measured, "latency")])

    def test_a_failed_scrape_fails_the_latency(self):
        measured = Measured()
        add_steady(measured, steady.LATENCY, 100_000, failed_scrapes=1)

        self.assertEqual(["NO: 1 requests failed"] * 3, [row.verdict() for row in of_part(measured, "latency")])

    def test_what_the_machine_adds_is_told_beside_and_decides_nothing(self):
        measured = Measured()
        add_steady(measured, steady.LATENCY, 100_000, p99_ms=7, p999_ms=40)
        add_steady(measured, steady.LATENCY, 100_000, server="nginx", p99_ms=900, p999_ms=1000, plain_seconds=[], gzip_seconds=[], unanswered=1)

        rows = of_part(measured, "latency")

        self.assertEqual(["NO", "yes", "yes", "for comparison", "for comparison"], [row.verdict() for row in rows])
        self.assertEqual(["900.00", "1000.00"], [row.row()[3] for row in rows[3:]])
        self.assertEqual([False, False], [row.fails() for row in rows[3:]])

    def test_a_soak_that_ends_as_it_began_is_fine(self):
        measured = Measured()
        for _ in range(3):
            add_steady(measured, steady.SOAK, 55_556)

        rows = of_part(measured, "soak")

        self.assertEqual("soak, 30 s, 1,000,000 series: failed pushes and scrapes", rows[0].name)
        self.assertEqual(["yes", "yes, the goal too", "yes, the goal too", "yes, the goal too", "yes"], [row.verdict() for row in rows])

    def test_a_soak_that_fails_slows_down_and_grows_is_not(self):
        measured = Measured()
        add_steady(measured, steady.SOAK, 55_556)
        add_steady(measured, steady.SOAK, 55_556, failed_scrapes=1, unanswered=2)
        add_steady(measured, steady.SOAK, 55_556, p99_ms=1.6, resident_bytes=[80 << 20, 300 << 20, 90 << 20], folder_bytes=[50, 121, 60])

        rows = of_part(measured, "soak")

        self.assertEqual(["3", "1.60", "3.00", "315", "1.21"], [row.row()[3] for row in rows])
        self.assertEqual(["NO"] * 5, [row.verdict() for row in rows])

    def test_a_soak_that_was_cut_short_is_not_measured(self):
        measured = Measured()
        add_steady(measured, steady.SOAK, 55_556)

        self.assertEqual({"not measured"}, {row.verdict() for row in of_part(measured, "soak")})

    def test_gzip_scrapes_and_memory_after_load_have_their_rows(self):
        measured = Measured()
        measured.add("gzip scrape seconds", "jobtide", 55_556, 0.05)
        measured.add("gzip scrape seconds after changes", "jobtide", 55_556, 0.6)
        add_steady(measured, steady.MEMORY, 55_556)
        measured.add("bytes per series after load", "jobtide", 55_556, 130)

        self.assertEqual(["not measured", "yes", "NO"], [row.verdict() for row in of_part(measured, "scrape")])
        self.assertEqual("yes", of_part(measured, "memory")[-1].verdict())

    def test_the_cost_of_lint_is_a_ratio_round_by_round(self):
        measured = Measured()
        for off, warn in ((100, 90), (200, 100), (300, 240)):
            add_lint(measured, "warn", warn)
            add_lint(measured, "off", off)

        (row,) = of_part(measured, "lint")
        self.assertEqual(["≥ 0.70", "0.80 (0.50–0.90)", "yes"], [row.row()[at] for at in (2, 3, 4)])

        add_lint(measured, "warn", 1, errors=1)
        self.assertEqual("NO: 1 requests failed", of_part(measured, "lint")[0].verdict())

    def test_lint_is_measured_in_turn_and_every_push_is_counted(self):
        responders = {mode: Responder(EMPTY) for mode in linting.MODES}
        with tempfile.TemporaryDirectory() as folder:
            chosen = dataclasses.replace(settings.QUICK, lint_rounds=2, push_seconds=1)
            bench = types.SimpleNamespace(load=Load(folder), measured=Measured(), settings=chosen)
            for number in (1, 2):
                for mode, responder in responders.items():
                    server = responder.as_server(groups=chosen.lint_groups)
                    server.name = linting.name(mode)
                    linting._push(bench, server, number)

        self.assertEqual([1000] * 4, [row["groups"] for row in bench.measured.rows])
        self.assertEqual(2, len(of_part(bench.measured, "lint")[0].values))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            tables.print_all(bench.measured, ["lint"], chosen)
        self.assertEqual(1, printed.getvalue().count("| jobtide --lint=warn "))

    def test_all_tables_can_be_printed(self):
        measured = Measured()
        add_steady(measured, steady.LATENCY, 100_000)
        add_steady(measured, steady.LATENCY, 100_000, server="pushgateway")
        add_steady(measured, steady.LATENCY, 100_000, server="nginx", plain_seconds=[], gzip_seconds=[], resident_bytes=[], folder_bytes=[])
        for _ in range(3):
            add_steady(measured, steady.SOAK, 55_556)
        printed = io.StringIO()

        with contextlib.redirect_stdout(printed):
            met = tables.print_all(measured, ["latency", "soak"], settings.NORMAL)

        self.assertTrue(met)
        self.assertEqual(3, printed.getvalue().count("\n| soak "))


def add_steady(measured, what, groups, server="jobtide", **different):
    row = {"round": 1, "seconds": 10, "p50_ms": 0.5, "p99_ms": 1.0, "p999_ms": 2.0, "max_ms": 3.0, "errors": 0,
           "unanswered": 0, "failed_scrapes": 0, "server_cpu_micros": 40.0, "plain_seconds": [0.1], "gzip_seconds": [0.2],
           "resident_bytes": [90 << 20, 100 << 20, 80 << 20], "folder_bytes": [50, 100, 60]}
    measured.add(what, server, groups, 9000, 64, **(row | different))


def add_lint(measured, mode, rate, **different):
    measured.add(linting.RATES, linting.name(mode), 1000, rate, 64, **({"errors": 0, "unanswered": 0} | different))


def of_part(measured, part):
    return [budget for budget in budgets(measured) if budget.part == part]


if __name__ == "__main__":
    unittest.main()
