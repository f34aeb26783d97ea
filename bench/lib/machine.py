"""Where and with what a run was made: without that its figures say little."""

import os
import platform
import subprocess
import time

from lib import servers

MEMORY_FILE_SYSTEMS = ("tmpfs", "ramfs")


def describe(root, folder):
    return {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "kernel": platform.release(),
        "file system": file_system(folder),
        "load average at start": os.getloadavg()[0],
        "jobtide": _output(f"{root}/jobtide", "--version"),
        "revision": _output("git", "-C", root, "describe", "--always", "--dirty"),
        "java options": os.environ.get("JOBTIDE_JAVA_OPTIONS", ""),
        "pushgateway": _output(servers.newest_pushgateway(root), "--version").split("(")[0].strip(),
        "nginx": _output("nginx", "-v"),
    }


def warnings(machine):
    """What makes figures worth less."""
    found = []
    if machine["load average at start"] > 0.5:
        found.append(f"the load average was {machine['load average at start']:.1f} at the start: something else was running")
    if machine["revision"].endswith("-dirty"):
        found.append("some files are not committed")
    if _kilobytes("MemAvailable") < 12 << 20:
        found.append("less than 12 GiB of memory are available, and some ten servers are kept")
    return found


def file_system(folder):
    """The type of the file system that a folder is on."""
    best = ("", "unknown")
    with open("/proc/self/mountinfo", encoding="utf-8") as mounts:
        for line in mounts:
            left, _, right = line.partition(" - ")
            place = left.split()[4]
            inside = folder == place or folder.startswith(place.rstrip("/") + "/")
            if inside and len(place) >= len(best[0]):
                best = (place, right.split()[0])
    return best[1]


def _first(path, name):
    with open(path, encoding="utf-8") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(name)), "unknown")


def _kilobytes(name):
    return int(_first("/proc/meminfo", name).split()[0])


def _output(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL)
    return (done.stdout + done.stderr).strip().split("\n")[0]
