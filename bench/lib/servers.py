"""The servers that are measured: how each is started, asked and stopped. One at a time runs; the others are paused."""

import glob
import os
import socket
import time

from lib import http
from lib.processes import Process

NGINX = """
daemon off; master_process off; worker_processes 1; pid nginx.pid; error_log error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; client_max_body_size 16m; client_body_buffer_size 1m;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {
    listen 127.0.0.1:PORT;
    location / { return 200 ""; }
    location = /metrics { alias FOLDER/page; default_type "text/plain; version=0.0.4"; types { } gzip_static on; }
  }
}
"""


class Server:
    """One server on a port of its own on loopback, with its files in a folder of its own."""

    def __init__(self, name, folder, command, ready_path="/-/ready"):
        os.makedirs(folder, exist_ok=True)
        self.name = name
        self.folder = folder
        self.port = free_port()
        self.groups = 0
        self._command = [part.replace("PORT", str(self.port)) for part in command]
        self._ready_path = ready_path
        self.process = None

    def start(self):
        """Returns the seconds from the start of the process to the first 200 of its readiness page."""
        began = time.perf_counter()
        self.process = Process(self._command, os.path.join(self.folder, "log"))
        while not self._answers():
            if self.process.has_ended() or time.perf_counter() - began > 120:
                raise RuntimeError(f"{self.name} did not become ready on port {self.port}:\n{self.process.last_words()}")
            time.sleep(0.005)
        return time.perf_counter() - began

    def stop(self):
        self.process.stop()

    def _answers(self):
        try:
            return http.fetch(self.port, self._ready_path, timeout=5).status == 200
        except OSError:
            return False

    def shown_groups(self):
        """How many groups its scrape shows."""
        return http.fetch(self.port, "/metrics", keep=True, timeout=120).body.count(b"\npush_time_seconds{")


class OneAtATime:
    """Pauses every server but the one whose turn it is."""

    def __init__(self):
        self._servers = []

    def add(self, server):
        self.turn(None)
        self._servers.append(server)
        return server

    def turn(self, chosen):
        for server in self._servers:
            if server is not chosen:
                server.process.pause()
        if chosen is not None:
            chosen.process.resume()
        return chosen

    def stop(self):
        for server in self._servers:
            server.stop()


def jobtide(root, folder, *flags):
    """Durable and checked: as it comes, with its log on the disk that the folder is on."""
    return Server("jobtide", folder, [f"{root}/jobtide", "serve", "--web.listen-address=127.0.0.1:PORT",
                                      f"--storage.path={folder}/data", *flags])


def pushgateway(root, folder, checked=False, persistent=False):
    command = [newest_pushgateway(root), "--web.listen-address=127.0.0.1:PORT"]
    command += [] if checked else ["--push.disable-consistency-check"]
    command += [f"--persistence.file={folder}/persisted", "--persistence.interval=24h"] if persistent else []
    return Server("pushgateway checked" if checked else "pushgateway", folder, command)


def newest_pushgateway(root):
    found = glob.glob(f"{root}/target/peers/pushgateway-newest/usr/bin/prometheus-pushgateway")
    if not found:
        raise RuntimeError("no Pushgateway in target/peers; get it with: tools/peers pushgateway bench")
    return found[0]


def nginx(folder):
    """Answers 200 to any push, and serves the file named page as its scrape: what one worker can do at most."""
    server = Server("nginx", folder, ["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], ready_path="/")
    with open(f"{folder}/nginx.conf", "w", encoding="ascii") as configuration:
        configuration.write(NGINX.replace("PORT", str(server.port)).replace("FOLDER", folder))
    return server


def scrape(server, zipped):
    """Raises OSError or RuntimeError if it is not answered with a whole page."""
    answer = http.fetch(server.port, "/metrics", gzip=zipped, timeout=120)
    if answer.status != 200:
        raise RuntimeError(f"{server.name} answered a scrape with {answer.status}")
    return answer


def folder_bytes(server):
    """What the files of a server take of the disk, while it makes and removes some."""
    total = 0
    for folder, _, names in os.walk(server.folder):
        for name in names:
            try:
                total += os.stat(os.path.join(folder, name)).st_blocks * 512
            except FileNotFoundError:
                pass
    return total


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
