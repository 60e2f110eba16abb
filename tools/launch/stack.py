"""The whole installation: what is started, in which order, and what each part is told."""

import http
import json

from tools.launch import (
    demo,
    environment,
    health,
    keys,
    lock,
    pango,
    ports,
    processes,
    services,
    static,
    tasks,
)
from tools.launch.children import Child, Children
from tools.launch.place import ROOT
from tools.launch.say import say
from tools.launch.steps import step

ENVIRONMENT = "environment.json"
FIRST_ANSWER = 90.0


class Stack:
    """One running installation."""

    def __init__(self, children: Children) -> None:
        self.children = children
        self.place = children.place
        self.told: dict[str, str] = {}
        self.portal = ports.open_door(ports.wanted("PORT", ports.PORTAL))
        self.registry = ports.open_door(ports.wanted("REGISTRY_PORT", ports.REGISTRY))

    def start(self) -> None:
        """Bring everything up, and say where it is and who can sign in."""
        self._announce()
        self._serve_data()
        self._prepare()
        self._serve()
        people = demo.people(self.place, self.told)
        say()
        say(f"Ready: {self.url}")
        say()
        for line in people:
            say(line)
        say()
        say("Ctrl-C stops everything; the next start keeps the data.")

    def stop(self) -> None:
        """End every process, the last started first, and say no longer that we run."""
        for name in (ENVIRONMENT, lock.URL):
            (self.place.state / name).unlink(missing_ok=True)
        self.children.stop()

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://localhost:{self.portal.port}"

    def _announce(self) -> None:
        (self.place.state / lock.URL).write_text(f"{self.url}\n")
        if self.portal.is_another:
            say(f"  Port {self.portal.wanted} is taken: the portal uses {self.portal.port}.")

    def _serve_data(self) -> None:
        given = environment.given()
        given.setdefault("PORTAL_ORIGIN", self.url)
        given.setdefault("REGISTRY_URL", f"http://127.0.0.1:{self.registry.port}")
        given["PORTAL_DEMO"] = "1"
        with step("PostgreSQL and Valkey, roles and databases"):
            self.told = services.start(self.children, given, lasting=True)

    def _prepare(self) -> None:
        with step("Tables of the portal"):
            self._task("migrate", processes.portal_command("migrate", "--database", "owner"))
        with step("Tables of the registry"):
            command = processes.registry_command("migrate", "--database", "owner")
            self._task("registry-migrate", command)
        with step("Styles and scripts"):
            static.gather(self.place, self.told)
        with step("Pango, for result sheets"):
            self.told = pango.provided(self.told, self.place)
        keys.write_private(self.place.state / ENVIRONMENT, json.dumps(self.told, indent=1))
        if demo.is_first(self.place):
            with step("Demo data"):
                demo.seed(self.place, self.told)

    def _serve(self) -> None:
        with step("Registry, worker, clock and portal"):
            registry = self._child(
                "registry",
                processes.server("registry.server.wsgi", self.registry, processes=1),
                self.registry,
            )
            worker = self._child("worker", processes.worker())
            self._child("beat", processes.beat(self.place.state))
            web = self._child("web", processes.server("config.wsgi", self.portal), self.portal)
            self._wait(registry, self.registry)
            self._wait(web, self.portal)
            self.children.wait_for(worker, lambda: takes_tasks(worker), FIRST_ANSWER)

    def _task(self, name: str, command: list[str]) -> None:
        tasks.run(name, command, self.place, self.told)

    def _child(self, name: str, command: list[str], door: ports.Door | None = None) -> Child:
        descriptors = (door.socket.fileno(),) if door else ()
        return self.children.start(
            name, command, environment=self.told, cwd=ROOT, pass_fds=descriptors
        )

    def _wait(self, child: Child, door: ports.Door) -> None:
        self.children.wait_for(
            child, lambda: health.status(door.port) == http.HTTPStatus.OK, FIRST_ANSWER
        )


def takes_tasks(worker: Child) -> bool:
    """Whether the worker has said so in its log."""
    return b" ready." in worker.log.read_bytes()
