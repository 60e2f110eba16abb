"""The registry with faults on demand; ``PUT /faults`` says what fails next.

Each question of the API takes the first fault that is left.
"""

import io
import json
import socket
import threading
import time

from registry.server.wsgi import application as registry

SLOW = 1.5
left: list[str] = []
lock = threading.Lock()


def application(environ, start_response):
    if environ["PATH_INFO"] == "/faults":
        return _told(environ, start_response)
    if not environ["PATH_INFO"].startswith("/api/"):
        return registry(environ, start_response)
    with lock:
        fault = left.pop(0) if left else "none"
    return FAULTS[fault](environ, start_response)


def _told(environ, start_response):
    with lock:
        left[:] = json.load(environ["wsgi.input"])
    start_response("204 No Content", [])
    return []


def _say(start_response, status, body, *headers):
    start_response(status, [("Content-Type", "application/json"), *headers])
    return [body if isinstance(body, bytes) else json.dumps(body).encode()]


def _accept(environ):
    """Let the registry do it, and keep what it answered from the caller."""
    told = {}

    def heard(status, headers, exc_info=None):
        told["status"], told["headers"] = status, headers

    answer = registry(environ, heard)
    try:
        return told["status"], b"".join(answer)
    finally:
        answer.close()


def _hang_up(environ, start_response):
    environ["gunicorn.socket"].shutdown(socket.SHUT_RDWR)
    start_response("200 OK", [])
    return []


def broken_before(environ, start_response):
    return _say(start_response, "500 Broken", b"<h1>Broken</h1>")


def broken_after(environ, start_response):
    _accept(environ)
    return _say(start_response, "500 Broken", b"<h1>Broken</h1>")


def slow_after(environ, start_response):
    _accept(environ)
    time.sleep(SLOW)
    return _say(start_response, "200 OK", {})


def dropped_before(environ, start_response):
    return _hang_up(environ, start_response)


def dropped_after(environ, start_response):
    _accept(environ)
    return _hang_up(environ, start_response)


def twice(environ, start_response):
    """A proxy that sends it on twice: the caller gets the second answer."""
    sent = environ["wsgi.input"].read()
    for _ in range(2):
        environ["wsgi.input"] = io.BytesIO(sent)
        status, body = _accept(environ)
    return _say(start_response, status, body)


def error_as_success(environ, start_response):
    return _say(start_response, "200 OK", {"error": "The registry is closed on Sundays."})


def page_as_success(environ, start_response):
    return _say(start_response, "200 OK", b"<h1>Sign in to the network</h1>")


def list_as_success(environ, start_response):
    return _say(start_response, "200 OK", ["ok"])


def other_learner(environ, start_response):
    status, body = _accept(environ)
    return _say(start_response, status, json.loads(body) | {"learner_number": "R-SOMEONE"})


def other_outcome(environ, start_response):
    status, body = _accept(environ)
    return _say(start_response, status, json.loads(body) | {"outcome": "referral"})


def no_reference(environ, start_response):
    status, body = _accept(environ)
    return _say(start_response, status, json.loads(body) | {"reference": ""})


def too_many(environ, start_response):
    return _say(start_response, "429 Too Many Requests", {}, ("Retry-After", "90"))


def elsewhere(environ, start_response):
    return _say(start_response, "302 Found", {}, ("Location", "http://127.0.0.1:9/"))


def cut_short(environ, start_response):
    _, body = _accept(environ)
    return _say(start_response, "200 OK", body[:20], ("Content-Length", str(len(body))))


def dripping(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return _drops()


def _drops():
    for _ in range(100):
        time.sleep(0.1)
        yield b" "


FAULTS = {
    "none": registry,
    **{
        fault.__name__: fault
        for fault in (
            broken_before,
            broken_after,
            slow_after,
            dropped_before,
            dropped_after,
            twice,
            error_as_success,
            page_as_success,
            list_as_success,
            other_learner,
            other_outcome,
            no_reference,
            too_many,
            elsewhere,
            cut_short,
            dripping,
        )
    },
}
