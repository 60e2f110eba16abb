"""What beat sends is done by a worker: every line of its schedule, sent as beat sends it."""

import re

from celery import current_app
from celery.beat import Scheduler

from tests.broker import await_that, working

SUCCEEDED = re.compile(r"Task ([\w.]+)\[[\w-]+\] succeeded")


def test_a_worker_does_every_task_of_the_schedule(line, broker, tmp_path):
    current_app.loader.import_default_modules()
    beat = Scheduler(current_app, lazy=True)
    beat.setup_schedule()
    for entry in beat.schedule.values():
        beat.apply_async(entry, advance=False)
    asked = {one["task"] for one in current_app.conf.beat_schedule.values()}

    with working(broker, tmp_path / "worker.log", **line.environment) as worker:
        await_that(lambda: asked <= set(SUCCEEDED.findall(worker.log.read_text())))

    nightly = {
        "assessments.reconcile_registries",
        "awarding.clear_form_keys",
        "awarding.clear_sessions",
    }
    assert {"awarding.sweep_clocks", *nightly} <= asked
