"""The page of rules reads as English: clauses with their source, and no name of the code."""

import re
from html import unescape

import pytest

from awarding.kernel.actors import Role
from awarding.register import loading
from tests.factories import centre, member, person, signed_in

PYTHON = re.compile(r"\b[a-z_]+(?:\.[A-Za-z_]+){2,}|``|\b\w+_\w+\b")


@pytest.fixture
def page(client, body) -> str:
    """The page as a tutor of a centre sees it, without its markup."""
    reader = person()
    member(reader, body, Role.TUTOR, centre=centre(body, "012345"))
    signed_in(client, reader)
    told = client.get("/northgate/centre/012345/rules/").content.decode()
    return unescape(re.search(r"(?s)<table.*</table>", told)[0])


def test_the_page_says_that_names_in_the_quotations_are_those_of_the_source(client, body, page):
    told = client.get("/northgate/centre/012345/rules/").content.decode()

    assert "Names in the titles and in the quotations are those of the source." in told


def test_every_rule_kept_is_listed_once(page):
    codes = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', page)

    assert codes == list(dict.fromkeys(one.code for one in loading.register()))


def test_a_rule_is_told_with_its_source_and_the_clause_it_quotes(page):
    row = re.search(r'(?s)<tr[^>]*id="a17">.*?</tr>', page)[0]

    assert "Each person has their own log-in, for security" in row
    assert "ILM Assessment Service, in seven steps · must" in row
    assert "each person should have their own log-in for security purposes." in row
    assert "Assessment service, step 4" in row
    assert "Asked before it is done:</strong> Is this the log-in of one person, by name?" in row


def test_nothing_on_it_is_a_name_of_the_code_or_left_empty(page):
    words = re.sub(r"<[^>]*>", " ", page)

    assert PYTHON.findall(words) == []
    assert "<code>" not in page
    assert not re.search(r">\s*–\s*<", page)
    assert '<ul class="p-bare-list">\n      </ul>' not in page
