"""Processes that the bench started, and what Linux tells of them."""

import ctypes
import os
import signal
import subprocess

PR_SET_PDEATHSIG = 1
TICKS = os.sysconf("SC_CLK_TCK")
_libc = ctypes.CDLL(None)
_running = []


class Process:
    """A server that the bench started. It ends with the bench, whatever ends the bench."""

    def __init__(self, command, log):
        with open(log, "ab") as output:
            self._child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                           preexec_fn=lambda: _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL))
        self.log = log
        self.pid = self._child.pid
        self._paused = False
        _running.append(self)

    def has_ended(self):
        return self._child.poll() is not None

    def pause(self):
        """Stops it, so that it takes nothing from the one being measured."""
        if not self._paused:
            self._child.send_signal(signal.SIGSTOP)
            self._paused = True

    def resume(self):
        if self._paused:
            self._child.send_signal(signal.SIGCONT)
            self._paused = False

    def stop(self):
        """Asks it to end, after 60 s makes it."""
        self.resume()
        if not self.has_ended():
            self._child.terminate()
            try:
                self._child.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
        if self in _running:
            _running.remove(self)

    def kill(self):
        self._child.kill()
        self._child.wait(30)
        if self in _running:
            _running.remove(self)

    def cpu_seconds(self):
        with open(f"/proc/{self.pid}/stat", encoding="ascii", errors="replace") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_bytes(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            kilobytes = next(line.split()[1] for line in status if line.startswith("VmRSS:"))
        return int(kilobytes) * 1024

    def last_words(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()[-1500:]


def kill_all():
    """For the end: leaves nothing behind."""
    for process in list(_running):
        process.kill()
