"""Video: MP4."""

from awarding.inspection import Facts
from tests.awarding.inspection import other_files as f

ACCEPTED = {
    "an MP4": ("talk.mp4", f.mp4, "mp4", Facts(seconds=75.0)),
    "an MP4 with its index last": (
        "talk.mp4",
        lambda: f.mp4(moov=b"") + f.box(b"moov", f.header(9) + f.track()),
        "mp4",
        Facts(seconds=9.0),
    ),
    "an MP4 with a long header": (
        "talk.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.long_header(7) + f.track())),
        "mp4",
        Facts(seconds=7.0),
    ),
    "an MP4 in fragments": (
        "talk.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header(0) + f.track())) + f.box(b"moof"),
        "mp4",
        Facts(),
    ),
    "an MP4 whose last box has no length": (
        "talk.mp4",
        lambda: f.mp4() + b"\0\0\0\0mdat" + bytes(40),
        "mp4",
        Facts(seconds=75.0),
    ),
}

REFUSED = {
    "half a video": ("a.mp4", lambda: f.mp4()[:-60], "cut-short", "mp4"),
    "a video without an index": ("a.mp4", lambda: f.mp4(moov=b""), "damaged", "mp4"),
    "a video of rubbish": (
        "a.mp4",
        lambda: f.mp4(moov=b"") + b"\0\0\0\x02\xff\xff\xff\xff" + bytes(9),
        "damaged",
        "mp4",
    ),
    "a video whose inner box is longer than the outer": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", b"\0\0\xff\xffmvhd")),
        "damaged",
        "mp4",
    ),
    "a video of boxes within boxes": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.box(b"free") * 200_001)),
        "too-complex",
        "mp4",
    ),
    "sound in a video's clothes": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header() + f.track(b"soun", b"mp4a"))),
        "no-video",
        "mp4",
    ),
    "a video with an unknown header": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.box(b"mvhd", b"\x09" + bytes(60)) + f.track())),
        "damaged",
        "mp4",
    ),
    "a video whose index fills the memory": (
        "a.mp4",
        lambda: f.mp4(more=f.box(b"free", bytes(2_100_000))),
        "too-complex",
        "mp4",
    ),
    "a video that is locked": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header() + f.track(coding=b"encv"))),
        "locked",
        "mp4",
    ),
}
