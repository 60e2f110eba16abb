"""What the inspection keeps to where a file lies about itself, and what its process may use."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from dataclasses import asdict

import pikepdf
import pytest

from awarding.inspection import Limits, Outcome, child, copy_pdf, inspect
from awarding.inspection.verdicts import MEGABYTE
from tests.awarding.inspection import office_files as o
from tests.awarding.inspection import other_files as f
from tests.awarding.inspection.looking import here

PICTURE = "word/media/one.bin"


def verdict(tmp_path, name, content):
    path = tmp_path / "stored"
    path.write_bytes(content)
    return inspect(path, name, len(content), run=here)


def lying(content, *, in_list, at, told):
    """A document in whose list, or before whose bytes, something else is told of one part."""
    content, name = bytearray(content), PICTURE.encode()
    place = content.rfind(name) - 46 if in_list else content.find(name) - 30
    content[place + at : place + at + len(told)] = told
    return bytes(content)


def stored(content=b"x" * 5000):
    out = io.BytesIO(o.document())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(PICTURE, content)
    return out.getvalue()


def test_a_pdf_whose_end_merely_looks_like_an_archive_is_a_pdf(tmp_path):
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 46, 90_000, 0)

    assert verdict(tmp_path, "a.pdf", f.pdf() + end).outcome == Outcome.ACCEPTED


def test_a_part_with_something_behind_its_packed_bytes_is_damaged(tmp_path):
    content = o.with_part(PICTURE, b"x" * 5000)
    with zipfile.ZipFile(io.BytesIO(content)) as listed:
        size = listed.getinfo(PICTURE).compress_size
    shorter = lying(content, in_list=True, at=20, told=struct.pack("<I", size - 3))

    assert verdict(tmp_path, "a.docx", shorter).code == "damaged"


def test_a_part_that_does_not_begin_where_the_list_says_is_damaged(tmp_path):
    broken = lying(stored(), in_list=False, at=0, told=b"XX")

    assert verdict(tmp_path, "a.docx", broken).code == "damaged"


def test_a_part_that_reaches_beyond_the_file_is_cut_short(tmp_path):
    larger = struct.pack("<II", 90_000, 90_000)
    beyond = lying(stored(), in_list=True, at=20, told=larger)

    assert verdict(tmp_path, "a.docx", beyond).code == "cut-short"


def test_a_document_whose_list_of_parts_is_broken_is_damaged(tmp_path):
    broken = o.document().replace(b"PK\x01\x02", b"PK\x01\x03")

    assert verdict(tmp_path, "a.docx", broken).code == "damaged"


def test_a_large_plain_picture_of_an_old_kind_is_unpacked_bit_by_bit_and_accepted(tmp_path):
    large = o.with_part("word/media/one.bmp", b"BM" + bytes(9 * MEGABYTE))

    assert verdict(tmp_path, "a.docx", large).outcome == Outcome.ACCEPTED


def test_a_document_whose_main_part_is_of_no_known_type_is_damaged(tmp_path):
    assert verdict(tmp_path, "a.docx", o.of_type("text/plain")).code == "damaged"


@pytest.mark.parametrize(("steps", "code"), [(99, ""), (101, "pdf-outside")])
def test_the_steps_of_an_opening_are_followed_to_the_hundredth(tmp_path, steps, code):
    def opening(made):
        one = None
        for _ in range(steps):
            after = {"Next": one} if one else {}
            named = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.NextPage, **after)
            one = made.make_indirect(named)
        made.Root.OpenAction = one

    assert verdict(tmp_path, "a.pdf", f.pdf(opening)).code == code


def test_a_copy_forgets_who_signed_and_what_a_signature_allows(tmp_path):
    def signed(made):
        made.Root.Perms = pikepdf.Dictionary(DocMDP=made.make_indirect(pikepdf.Dictionary()))
        made.Root.Legal = pikepdf.Dictionary(Attestation=pikepdf.String("Jane"))

    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(f.pdf(signed))
    copy_pdf.copy(source, target)

    with pikepdf.open(target) as copy:
        assert {"/Perms", "/Legal"} & set(copy.Root.keys()) == set()


@pytest.mark.parametrize("fault", [MemoryError, RecursionError])
def test_running_out_of_memory_or_depth_is_an_answer(tmp_path, fault):
    path = tmp_path / "stored"
    path.write_bytes(f.pdf())

    def fails(*_):
        raise fault

    assert child.answer(fails, path, Limits()) == {"code": "too-complex", "values": {}}
    assert child.copied(fails, path, path) == {"code": "too-complex"}


def started(task, asked):
    """What a process says that ends in this task, and is asked this."""
    done = subprocess.run(
        [sys.executable, "-c", task],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_process_may_use_no_more_than_its_limits_and_leaves_no_image():
    told = started(
        "import json, resource, sys;"
        "from awarding.inspection import child, Limits;"
        "child.confine(Limits(**json.load(sys.stdin)));"
        "kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE);"
        "print(json.dumps([resource.getrlimit(kind) for kind in kinds]))",
        {"memory_bytes": 900 * MEGABYTE, "seconds": 7},
    )

    assert told == [[900 * MEGABYTE] * 2, [7, 8], [0, 0]]


def test_the_process_answers_about_the_one_file_it_is_asked_about(tmp_path):
    path, target = tmp_path / "stored", tmp_path / "target"
    path.write_bytes(f.pdf(pages=2))
    asked = {"path": str(path), "limits": asdict(Limits())}

    look = "from awarding.inspection import child, pdf; child.main(pdf.look)"
    copy = "from awarding.inspection import child, copy_pdf; child.main_copy(copy_pdf.copy)"

    assert started(look, asked)["facts"]["pages"] == 2
    assert started(copy, asked | {"target": str(target)}) == {}
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_stream_that_breaks_off_in_an_old_packing_counts_to_there(tmp_path):
    odd = f.pdf(f.written(b"\x80\x1f\xff\xff\xff", "LZWDecode"))

    assert verdict(tmp_path, "a.pdf", odd).outcome == Outcome.ACCEPTED
