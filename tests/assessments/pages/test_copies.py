"""The copies an assessor marks from: beside the sheet, sealed off, and naming nobody."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments.models import EvidenceCopy
from tests.assessments.pages.sheet import typed
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/assessor"


CANARIES = ("Siân Gŵyn Llŷr", "Llŷr", "Riverside", "012345", "evidence.pdf", "cover_sheet")


@pytest.fixture
def copies(world):
    """Work with copies of three kinds: shown, shown as nothing, and only downloaded."""
    held = world.allocated()
    with standing_as(world.staff):
        first = EvidenceCopy.objects.get()
        for position, kind, said in ((2, "docx", "application/msword"), (3, "png", "text/html")):
            EvidenceCopy.objects.create(
                centre_id=held.centre_id, submission=held, upload_version=1, position=position,
                key=f"copies/c{held.pk}-{position}", name=f"Evidence {position}.{kind}", size=1,
                sha256="0" * 64, content_type=said, kind=kind,
            )  # fmt: skip
        keys = [one.key for one in EvidenceCopy.objects.all()]
    for key in keys:
        default_storage.save(key, ContentFile(b"%PDF-1.7 the work"))
    return first, f"{HERE}/marking/{held.reference}/", held.reference


def test_a_copy_is_shown_beside_the_sheet_sealed_off(assessor, copies):
    _, at, reference = copies

    given = assessor.get(f"{at}copies/1/")

    assert b"".join(given.streaming_content) == b"%PDF-1.7 the work"
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"] == f'inline; filename="{reference}-1.pdf"'
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert 'target="evidence"' in assessor.get(at).content.decode()


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        ("bytes=0-3", b"%PDF", "bytes 0-3/17"),
        ("bytes=13-", b"work", "bytes 13-16/17"),
        ("bytes=-4", b"work", "bytes 13-16/17"),
        ("bytes=9-99", b"the work", "bytes 9-16/17"),
        ("bytes=13-" + "9" * 4400, b"work", "bytes 13-16/17"),
        ("bytes=-" + "9" * 4400, b"%PDF-1.7 the work", "bytes 0-16/17"),
        ("bytes=" + "0" * 4400 + "13-", b"work", "bytes 13-16/17"),
    ],
)
def test_a_part_of_a_copy_is_given_when_it_is_asked_for(assessor, copies, asked, given, told):
    part = assessor.get(f"{copies[1]}copies/1/", HTTP_RANGE=asked)

    assert b"".join(part.streaming_content) == given
    assert (part.status_code, part["Content-Range"]) == (206, told)
    assert part["Content-Length"] == str(len(given))


@pytest.mark.parametrize("asked", ["bytes=17-", "bytes=" + "9" * 4500 + "-", "bytes=-0"])
def test_a_part_of_which_a_copy_has_no_byte_is_not_there(assessor, copies, asked):
    none = assessor.get(f"{copies[1]}copies/1/", HTTP_RANGE=asked)

    assert (none.status_code, none["Content-Range"], none.content) == (416, "bytes */17", b"")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=\u0665-", "lines=1-2", "bytes=0-1,3-4"]
)
def test_a_part_that_makes_no_sense_is_answered_with_the_whole(assessor, copies, asked):
    whole = assessor.get(f"{copies[1]}copies/1/", HTTP_RANGE=asked)

    assert (whole.status_code, b"".join(whole.streaming_content)[:4]) == (200, b"%PDF")


@pytest.mark.parametrize("asked", ["copies/2/", "copies/3/", "copies/1/?download"])
def test_every_other_kind_and_a_type_that_does_not_fit_are_downloaded(assessor, copies, asked):
    _, at, reference = copies

    given = assessor.get(f"{at}{asked}")
    given.close()

    assert given["Content-Disposition"].startswith(f'attachment; filename="{reference}-')
    assert given["Content-Type"] == "application/octet-stream"


def test_no_name_of_the_learner_the_centre_or_a_file_reaches_the_assessor(world, assessor, copies):
    _, at, _ = copies
    assessor.post(f"{at}begin/")
    finished = world.marked()
    pages = ["worklist/", "finished/", "rules/", f"marking/{finished.reference}/"]

    found = [assessor.get(f"{HERE}/{page}") for page in pages]
    found += [assessor.get(f"{at}{page}") for page in ("", "submit/", "copies/1/", "copies/2/")]
    found.append(typed(assessor, at, "overall", 0, overall="More."))

    for answer in found:
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen = body.decode() + repr(answer.headers)
        assert [name for name in CANARIES if name in seen] == []


@pytest.mark.parametrize("asked", ["", "?download"])
def test_a_copy_the_store_has_lost_is_told_and_logged(assessor, copies, caplog, asked):
    first, at, _ = copies
    default_storage.delete(first.key)

    given = assessor.get(f"{at}copies/1/{asked}")

    assert given.status_code == 410
    assert "This file is missing" in words(given)
    assert "it can be put back from a backup." in words(given)
    assert first.key in caplog.text
