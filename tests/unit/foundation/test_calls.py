"""Calls go to the public internet alone, whatever name or address somebody gives."""

import socket
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from laa_portal.foundation import calls


@pytest.fixture
def receiver():
    """A server of this machine, which is what nobody may call; it notes what it is asked."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            self.server.asked.append((self.path, self.rfile.read(length), self.headers["Host"]))
            self.send_response(self.server.status)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.asked, server.status = [], 204
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def found(monkeypatch):
    """Let names lead where a test says; returns how often each was looked up."""
    asked = []

    def lead(*addresses):
        def look_up(host, port, **kwargs):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

        monkeypatch.setattr(calls.socket, "getaddrinfo", look_up)
        return asked

    return lead


INNER = [
    *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::"),
    *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b:1::a00:1"),
]


@pytest.mark.parametrize("address", INNER)
def test_name_that_leads_to_an_inner_address_is_refused(found, address):
    found(address)

    with pytest.raises(calls.Refused, match="public internet"):
        calls.post("https://partner.example/hook", b"{}", {})


def test_name_with_one_inner_address_among_others_is_refused(found):
    found("93.184.216.34", "10.0.0.7")

    with pytest.raises(calls.Refused):
        calls.post("https://partner.example/hook", b"{}", {})


def test_name_is_looked_up_once_and_that_address_connected_to(found, monkeypatch):
    """A second look could be answered otherwise, and so lead to a machine of ours."""
    asked, connected = found("93.184.216.34"), []

    def connect(where, timeout):
        connected.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(calls.socket, "create_connection", connect)
    with pytest.raises(calls.Unanswered, match="could not be reached"):
        calls.post("https://partner.example/hook", b"{}", {})

    assert asked == ["partner.example"]
    assert connected == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    "address",
    [
        *("", "partner.example", "ftp://partner.example/", "file:///etc/passwd", "https://"),
        *("http://partner.example/", "https://partner.example:8443/", "https://[::1]/"),
        *("https://127.0.0.1/", "https://me:secret@partner.example/", "https://partner.example/#a"),
        *("https://partner.example/a b", "https://partner.example\\@127.0.0.1/"),
        *("https://partner.example/\r\nHost: x", "https://pärtner.example/"),
        "https://partner.example:port/",
    ],
)
def test_address_that_would_never_be_called_is_refused_unresolved(found, address):
    asked = found("93.184.216.34")

    with pytest.raises(calls.Refused):
        calls.post(address, b"{}", {})

    assert not asked


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "127.1", "localhost"])
def test_this_machine_is_refused_however_it_is_written(written):
    with pytest.raises((calls.Refused, calls.Unanswered)):
        calls.post(f"https://{written}/", b"{}", {})


def test_receiver_that_the_settings_name_is_called_and_its_redirect_not_followed(
    receiver, settings
):
    host = f"127.0.0.1:{receiver.server_port}"
    settings.WEBHOOK_HOSTS = {host}
    receiver.status = 302

    assert calls.post(f"http://{host}/hook?a=1", b"{}", {"webhook-id": "msg_1"}) == 302

    assert receiver.asked == [("/hook?a=1", b"{}", host)]


def test_receiver_that_drips_is_cut_off(settings, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.3)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        settings.WEBHOOK_HOSTS = {host}
        dripping = threading.Thread(target=drip, args=[listener])
        dripping.start()

        with pytest.raises(calls.Unanswered):
            calls.post(f"http://{host}/", b"{}", {})

        dripping.join(5)


def drip(listener):
    """Answer a letter at a time, each in time, and never to the end."""
    caller, _ = listener.accept()
    with closing(caller):
        try:
            for _ in range(100):
                caller.sendall(b"H")
                threading.Event().wait(0.05)
        except OSError:
            return
