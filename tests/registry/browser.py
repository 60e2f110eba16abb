"""A plain browser: cookies, forms, and nothing that runs scripts."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from registry.server.demo import PASSWORD, USERNAME


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@dataclass
class Page:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Browser:
    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str, **query: str) -> Page:
        return self._open(f"{self.url}{path}" + (f"?{urlencode(query)}" if query else ""))

    def post(self, path: str, *, from_page: str, **given: str) -> Page:
        """Send a form that stands on a page."""
        form = self.get(from_page).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        given |= {"csrfmiddlewaretoken": token[1]} if token else {}
        return self._open(f"{self.url}{path}", urlencode(given).encode())

    def sign_in(self, username: str = USERNAME, password: str = PASSWORD) -> Page:
        return self.post("/sign-in/", from_page="/sign-in/", username=username, password=password)

    def _open(self, url: str, data: bytes | None = None) -> Page:
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.jar))
        try:
            answer = opener.open(url, data=data, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            return Page(answer.status, headers, answer.read().decode())
