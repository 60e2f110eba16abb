"""One installation is run by one start at a time."""

import pytest

from tools.launch import lock


def test_a_second_start_is_told_where_the_first_answers(tmp_path):
    (tmp_path / "url").write_text("http://localhost:8001\n")

    with (
        lock.held(tmp_path),
        pytest.raises(lock.AlreadyRunning, match="^http://localhost:8001$"),
        lock.held(tmp_path),
    ):
        pass


def test_the_lock_is_free_again_after_the_first(tmp_path):
    with lock.held(tmp_path):
        pass

    with lock.held(tmp_path):
        assert (tmp_path / "lock").exists()
