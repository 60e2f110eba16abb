"""D1: a registry killed in the middle of its work holds each result once."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from registry.protocol import Span, Unknown
from tests.registry.process import serving
from tests.registry.samples import award, with_learners

RESULTS = 80
KILLS = 3


def test_a_registry_killed_again_and_again_enters_each_result_once(registry_database, tmp_path):
    with serving(registry_database, tmp_path / "registry.log") as server:
        registry = with_learners(server.for_new_body(connect_seconds=0.5, read_seconds=0.5))
        killed: list[int] = []
        killer = threading.Thread(target=kill_workers, args=(server.pid, killed))

        killer.start()
        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(lambda n: insist(registry, n, killer), range(RESULTS)))
        killer.join()

        held = [(entry.key, entry.receipt) for entry in registry.entries_in(Span())]

    assert sorted(held) == sorted((key, receipt) for key, receipt, _ in told)
    assert sum(unanswered for _, _, unanswered in told) > 0
    assert len(set(killed)) == KILLS


def insist(registry, number, killer):
    """Tell it again with the same key until there is a receipt, as the outbox would."""
    key, unanswered = f"result-{number}-v1", 0
    while True:
        try:
            receipt = registry.register(award(unit_code=f"U-{number}"), key=key)
        except Unknown:
            unanswered += 1
            time.sleep(0.05)
        else:
            time.sleep(0.1 if killer.is_alive() else 0)
            return key, receipt, unanswered


def kill_workers(master, killed):
    """End the serving process as soon as it has served a little; its master starts the next."""
    children = Path(f"/proc/{master}/task/{master}/children")
    while len(killed) < KILLS:
        time.sleep(0.3)
        for worker in map(int, children.read_text().split()):
            if worker not in killed:
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
