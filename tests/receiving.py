"""A partner's system on this machine, and the worker that sends it the messages of a webhook."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from indicators import actions
from indicators.api import message


class Receiver(BaseHTTPRequestHandler):
    """Keeps what it takes, and answers as a test says; meanwhile it does what a test says."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((dict(self.headers), body))
        self.server.meanwhile()
        answers = self.server.answers
        self.send_response(answers.pop(0) if answers else 204)
        self.end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def receiving() -> Iterator[ThreadingHTTPServer]:
    """Have a receiver listen for the length of a block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.came, server.answers, server.meanwhile = [], [], lambda: None
        server.host = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def work_once(webhook, at):
    """Do what one job of a webhook does, and what comes once it is committed."""
    taken = actions.deliver(webhook_id=webhook.pk, write=message, at=at)
    if taken is not None:
        actions.send_message(taken=taken, at=at)
