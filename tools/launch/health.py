"""Whether a server answers, asked as a browser would."""

import http.client

PATIENCE = 5.0


def status(port: int) -> int | None:
    """The status it answers with, or nothing while it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
