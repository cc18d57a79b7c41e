"""A server on the loopback that answers exactly the bytes a test wants, badly or well."""

import socket
import socketserver
import ssl
import threading
from contextlib import contextmanager, suppress


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # clients that hang up are what is being tested


class FeedServer:
    """Serves `answers`: path → bytes, or a function of the connection and request."""

    def __init__(self, tls: ssl.SSLContext | None = None):
        self.answers = {}
        self.requests = []
        self.stopping = threading.Event()
        owner = self

        class Handler(socketserver.BaseRequestHandler):
            def setup(self):
                if tls:
                    self.request = tls.wrap_socket(self.request, server_side=True)

            def handle(self):
                request = owner._read(self.request)
                if not request:
                    return
                owner.requests.append(request)
                path = request.split(" ", 2)[1]
                answer = owner.answers.get(path, response(b"", status="404 Not Found"))
                with suppress(OSError):
                    if callable(answer):
                        answer(self.request, request)
                    else:
                        self.request.sendall(answer)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    @staticmethod
    def _read(sock: socket.socket) -> str:
        sock.settimeout(5)
        data = b""
        with suppress(OSError):
            while b"\r\n\r\n" not in data and (piece := sock.recv(65536)):
                data += piece
        return data.decode("latin-1")

    @property
    def allow(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.allow}{path}"

    def put(self, path: str, answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    def drip(self, path: str, head: bytes, piece: bytes = b"x", every: float = 0.02):
        """Send *head*, then *piece* again and again for as long as anybody listens."""

        def answer(sock, _):
            sock.sendall(head)
            while not self.stopping.wait(every):
                sock.sendall(piece)

        return self.put(path, answer)

    def hold(self, path: str, data: bytes) -> str:
        """Send *data* and then keep the connection open, saying nothing more."""

        def answer(sock, _):
            sock.sendall(data)
            self.stopping.wait(20)

        return self.put(path, answer)


@contextmanager
def running(tls: ssl.SSLContext | None = None):
    server = FeedServer(tls)
    loop = threading.Thread(target=server._server.serve_forever, args=(0.05,))
    loop.daemon = True
    loop.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server._server.shutdown()
        server._server.server_close()


def response(body: bytes, *headers: str, status: str = "200 OK", length=None) -> bytes:
    told = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {told}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return response(b"", f"Location: {to}", status=status)
