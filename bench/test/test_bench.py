"""The bench itself: what counts as failed, how a verdict is made. Run: python3 -m unittest discover -s bench/test"""

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

from lib import http  # noqa: E402
from lib.budgets import Budget, budgets  # noqa: E402
from lib.load import Load  # noqa: E402
from lib.measured import Measured  # noqa: E402

ACCEPTED = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"
REFUSED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno\n"


class Responder:
    """Answers each request with the next piece of a script, the last piece for ever; None closes the connection."""

    def __init__(self, *script):
        self._script = list(script)
        self._lock = threading.Lock()
        self.paths = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    def as_server(self, groups=0):
        process = types.SimpleNamespace(cpu_seconds=lambda: 0.0)
        return types.SimpleNamespace(name="responder", port=self._listener.getsockname()[1], groups=groups, process=process)

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
                requests.read(int(fields.get("content-length", 0)))
                with self._lock:
                    self.paths.append(line.split()[1].decode())
                    answer = self._script.pop(0) if len(self._script) > 1 else self._script[0]
                if answer is None:
                    return
                for part in answer.split(b"|"):
                    connection.sendall(part)
                    time.sleep(0.002)  # so that the parts do not travel together
                if fields.get("connection") == "close":
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

        self.assertEqual("NO: 2 pushes failed", budgets(measured)[0].verdict())


if __name__ == "__main__":
    unittest.main()
