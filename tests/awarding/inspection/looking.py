"""Files looked at as the inspection does, with limits a test can reach."""

from awarding.inspection import Limits, child, inspect, office, old_office, pdf, pictures, video

LOOKS = {
    "office": office.look,
    "old_office": old_office.look,
    "pdf": pdf.look,
    "pictures": pictures.look,
    "video": video.look,
}
SMALL = Limits(
    file_bytes=3_000_000,
    members=60,
    pages=20,
    unpacked_bytes=100 * 1024 * 1024,
    head_of_video_bytes=2_000_000,
)


def here(task, path, limits):
    """The same look without a process of its own."""
    return child.answer(LOOKS[task], path, limits)


def verdict(tmp_path, name, content, run=here, size=None, **how):
    path = tmp_path / "stored"
    path.write_bytes(content)
    announced = len(content) if size is None else size
    return inspect(path, name, announced, limits=how.pop("limits", SMALL), run=run, **how)
