"""GET over a plain socket, timed: a client that costs little, so that the time is the server's."""

import socket
import time
from dataclasses import dataclass

PIECE = 1 << 20
ACCEPT = "text/plain;version=0.0.4"


@dataclass(frozen=True)
class Answer:
    """The size counts what came after the head, chunk framing included; the body is empty unless it was to be kept."""
    status: int
    size: int
    seconds_to_first_byte: float
    seconds: float
    body: bytes


def fetch(port, path, gzip=False, keep=False, timeout=60.0):
    """Raises OSError if the answer does not arrive whole."""
    request = (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {ACCEPT}\r\n"
               + ("Accept-Encoding: gzip\r\n" if gzip else "") + "Connection: close\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        began = time.perf_counter()
        connection.sendall(request)
        head, start = _head(connection)
        first = time.perf_counter() - began
        status, fields = _parsed(head)
        pieces, size, tail = _rest(connection, start, keep, began + timeout)
        seconds = time.perf_counter() - began
    chunked = "chunked" in fields.get("transfer-encoding", "")
    if chunked and not tail.endswith(b"0\r\n\r\n") or int(fields.get("content-length", size)) != size:
        raise OSError(f"port {port}: {path} was cut short after {size} bytes")
    body = b"".join(pieces)
    return Answer(status, size, first, seconds, _without_chunks(body) if chunked and keep else body)


def _head(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            raise OSError("closed before the head of the answer ended")
        received += piece
    return received.split(b"\r\n\r\n", 1)


def _parsed(head):
    lines = head.decode("latin-1").split("\r\n")
    fields = (line.split(":", 1) for line in lines[1:])
    return int(lines[0].split()[1]), {name.lower(): value.strip() for name, value in fields}


def _rest(connection, start, keep, deadline):
    """Reads to the end of the connection, into one buffer that is used again, unless the body is to be kept."""
    pieces, size, tail = [start] if keep else [], len(start), start[-5:]
    buffer = bytearray(PIECE)
    view = memoryview(buffer)
    while count := connection.recv_into(buffer):
        size += count
        tail = (tail + bytes(view[max(0, count - 5):count]))[-5:]
        if keep:
            pieces.append(bytes(view[:count]))
        if time.perf_counter() > deadline:
            raise OSError(f"the answer has not ended, {size} bytes so far")
    return pieces, size, tail


def _without_chunks(body):
    parts, at = [], 0
    while True:
        line_end = body.index(b"\r\n", at)
        length = int(body[at:line_end].split(b";")[0], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[line_end + 2:line_end + 2 + length])
        at = line_end + 4 + length
