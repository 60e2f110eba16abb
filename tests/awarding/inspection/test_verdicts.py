"""F1, F2, F4: odd and hostile files are known for what they are, and each gets its reason."""

import resource
from dataclasses import replace

import pytest

from awarding.inspection import (
    Limits,
    Outcome,
    Scan,
    confined,
    inspect,
)
from awarding.inspection.kinds import KINDS
from awarding.inspection.reasons import REASONS
from awarding.inspection.verdicts import MEGABYTE
from tests.awarding.inspection import office_files as o
from tests.awarding.inspection import other_files as f
from tests.awarding.inspection.cases import ACCEPTED, REFUSED
from tests.awarding.inspection.looking import SMALL, here, verdict


@pytest.mark.parametrize("run", [here, confined.run], ids=["here", "confined"])
@pytest.mark.parametrize("case", ACCEPTED)
def test_a_sound_file_is_accepted_with_what_it_is(tmp_path, case, run):
    name, content, kind, facts = ACCEPTED[case]

    found = verdict(tmp_path, name, content(), run)

    assert (found.outcome, found.code, found.kind) == (Outcome.ACCEPTED, "", kind), found.words
    assert found.content_type == KINDS[kind].content_type
    assert (found.scanned, found.facts) == (Scan.NOT_SCANNED, facts)


@pytest.mark.parametrize("run", [here, confined.run], ids=["here", "confined"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_may_do_harm_or_is_no_use_is_refused_with_its_reason(tmp_path, case, run):
    name, content, code, kind = REFUSED[case]

    found = verdict(tmp_path, name, content(), run)

    assert (found.outcome, found.code, found.kind) == (Outcome.REFUSED, code, kind), found.words
    assert found.words.endswith(".")
    assert "{" not in found.words
    assert found.scanned == Scan.NOT_SCANNED


def test_at_least_forty_hostile_files_are_tried():
    assert len(REFUSED) >= 40


def test_every_reason_is_tried():
    elsewhere = {"incomplete", "too-complex", "virus", "scanner-silent"}

    assert {code for _, _, code, _ in REFUSED.values()} | elsewhere == set(REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_says_what_to_do_in_the_house_s_words(code):
    for sentence in REASONS[code]:
        assert sentence.endswith(".")
        for banned in ("invalid", "please", "sorry", "error", "successfully"):
            assert banned not in sentence.lower()


def test_a_file_that_did_not_arrive_whole_is_refused(tmp_path):
    found = verdict(tmp_path, "work.pdf", f.pdf()[:100], size=5000)

    assert (found.code, str(found.reason)) == (
        "incomplete",
        "The file did not arrive whole: 100 of 5000 bytes came.",
    )


def test_an_announced_size_over_the_limit_is_refused_before_anything_is_read(tmp_path):
    assert verdict(tmp_path, "work.pdf", b"%PDF-", size=9_000_000).code == "too-large"


def test_the_words_name_the_kinds_and_what_to_do(tmp_path):
    found = verdict(tmp_path, "work.pdf", o.document())

    assert found.words == (
        "The name ends in .pdf, but the file is a Word document. "
        "Choose the right file, or change the ending to .docx."
    )


def test_a_pdf_that_unpacks_to_hundreds_of_megabytes_is_stopped_by_the_memory_or_else_by_measure(
    tmp_path,
):
    path = tmp_path / "stored"
    path.write_bytes(f.pdf_object_bomb())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found, control = (
        inspect(path, "work.pdf", path.stat().st_size, limits=replace(SMALL, memory_bytes=most))
        for most in (Limits().memory_bytes, 4096 * MEGABYTE)
    )

    assert (found.outcome, found.code) == (Outcome.REFUSED, "damaged")
    assert (control.outcome, control.code) == (Outcome.REFUSED, "pdf-unpacks-too-large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
