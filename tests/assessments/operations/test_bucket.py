"""Files in a bucket instead of a folder: by setting alone, against a server that speaks S3."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing

import boto3
import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from moto.server import ThreadedMotoServer

from awarding.models import StoredFile
from awarding.operations import files, inspecting
from tests.factories import standing_as
from tests.world import World

LARGE = os.urandom(9 * 1024 * 1024)  # more than one part of an upload to a bucket


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server of a bucket named "evidence", on this machine alone."""
    serving = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    serving.start()
    host, port = serving.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id="made",
        aws_secret_access_key="up",
        region_name="eu-west-2",
    )
    client.create_bucket(
        Bucket="evidence", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    yield address
    serving.stop()


@pytest.fixture
def bucket(server: str, settings, monkeypatch):
    """What S3_BUCKET and its companions set: the storage of the product, at this server."""
    told = {
        "bucket_name": "evidence",
        "endpoint_url": server,
        "access_key": "made",
        "secret_key": "up",
    }
    own = {**configured.BUCKET, "OPTIONS": {**configured.BUCKET["OPTIONS"], **told}}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")


def large() -> TemporaryUploadedFile:
    """A file as the edge takes it in, on disk."""
    upload = TemporaryUploadedFile("film.mp4", "video/mp4", len(LARGE), None)
    upload.write(LARGE)
    upload.seek(0)
    return upload


@pytest.mark.rule("A19")
@pytest.mark.parametrize("many", [False, True], ids=["in one part", "in several parts"])
def test_a_file_in_a_bucket_has_the_hash_and_size_of_what_was_sent(bucket, world: World, many):
    content = LARGE if many else b"%PDF-1.7 made up"
    upload = large() if many else SimpleUploadedFile("essay.pdf", content)

    with standing_as(world.coordinator) as by, closing(upload):
        stored = files.receive(upload=upload, by=by, now=world.now)

    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))
    with default_storage.open(stored.key) as kept:
        assert kept.read() == content


def test_a_file_in_a_bucket_is_at_hand_for_its_inspection(bucket, world: World):
    with standing_as(world.coordinator) as by:
        stored = files.receive(
            upload=ContentFile(b"%PDF-1.7 made up", "a.pdf"), by=by, now=world.now
        )

    with inspecting.at_hand(stored.key) as path:
        assert path.read_bytes() == b"%PDF-1.7 made up"


def test_what_lies_in_a_bucket_is_never_overwritten(bucket):
    first = default_storage.save("sheets/one", ContentFile(b"first"))
    second = default_storage.save("sheets/one", ContentFile(b"second"))

    assert first != second
    with default_storage.open(first) as kept:
        assert kept.read() == b"first"


def test_two_uploads_of_one_file_lie_under_keys_that_say_nothing(bucket, world: World):
    with standing_as(world.coordinator) as by:
        for _ in range(2):
            upload = SimpleUploadedFile("Siân Llŷr.pdf", b"%PDF-1.7")
            files.receive(upload=upload, by=by, now=world.now)
        keys = list(StoredFile.objects.values_list("key", flat=True))

    assert len(set(keys)) == 2
    assert not [key for key in keys if "Si" in key or "pdf" in key]
