"""The Celery application and beat's schedule. Nothing waits in Celery: rows do, and beat asks."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "relay the outbox": {"task": "awarding.relay_outbox", "schedule": 2.0},
    "seal the ledger": {"task": "awarding.seal_ledgers", "schedule": 60.0},
    "anchor the seals": {"task": "awarding.anchor_seals", "schedule": 300.0},
    "sweep the clocks": {"task": "awarding.sweep_clocks", "schedule": 300.0},
    "reconcile with the registry": {
        "task": "assessments.reconcile_registries",
        "schedule": crontab(hour="2", minute="15"),
    },
    "clear old form keys": {
        "task": "awarding.clear_form_keys",
        "schedule": crontab(hour="3", minute="15"),
    },
    "clear log-ins that ran out": {
        "task": "awarding.clear_sessions",
        "schedule": crontab(hour="3", minute="25"),
    },
}
