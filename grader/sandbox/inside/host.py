"""Runs beside the submission, under its interpreter: imports the app and serves it with uvicorn.

Imports the standard library, uvicorn and FastAPI only, nothing of the grader. It imports FastAPI once and
then forks a child per start, so that every start is a fresh process that has seen no student code, in a
tenth of the time of a new interpreter (POSIX only).

Control socket, JSON lines: `{"start": {...}}` with four descriptors (listener, output, status, files)
answers `{"pid": n}`; `{"wait": pid}` answers `{"status": n or null}`, `{"memory": pid}` the most that it
used, `{"signal": [pid, number]}` sends a signal (SIGKILL to its whole session). On its status socket the
child says `{"prepared": ...}`, with a descriptor of its folder, before any code of the submission runs;
then `{"ready": ...}` or `{"error": ...}`, which the submission could have said itself.
"""

from __future__ import annotations  # keeps the file loadable by the older Pythons of students

import array
import contextlib
import functools
import gc
import importlib
import json
import linecache
import os
import random
import signal
import socket
import sys
import traceback
from typing import Any, NoReturn

from . import forked, memory, probe, warmup, workfolder

if sys.platform == "linux":
    from . import harden
    from .system import PR_SET_PDEATHSIG, prctl

PACKAGE = __package__ or ""


def main(arguments: list[str]) -> None:
    """Import what every app needs, then serve: `arguments` are control descriptor and server folder."""
    control, server_path = arguments
    serve(socket.socket(fileno=int(control)), preload(server_path))


def serve(control: socket.socket, problem: str) -> None:
    """Serve start requests until the control socket closes; `problem` is what `preload` returned."""
    control.sendall(_line({"python": sys.version.split()[0], "problem": problem}))
    while True:
        message, descriptors = _receive(control)
        if message is None:
            return
        control.sendall(_line(_answer(control, message, descriptors)))


def _answer(control: socket.socket, message: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
    if "start" in message:
        return {"pid": _fork(control, message["start"], descriptors)}
    if "wait" in message:
        return {"status": forked.status(message["wait"])}
    if "memory" in message:
        return {"memory": memory.peak_memory(message["memory"])}
    forked.send(*message["signal"])
    return {}


def preload(server_path: str) -> str:
    """Import and warm up what every app needs; returns what is wrong with the environment, or ""."""
    gc.disable()  # what is imported stays: to look for garbage meanwhile takes long, and finds none
    problem = _import_all(server_path)
    warmup.warm_up()
    _own_modules()
    gc.collect()
    gc.freeze()  # keeps the pages shared with the children
    gc.enable()
    return problem


def _import_all(server_path: str) -> str:
    with contextlib.suppress(ImportError):
        import asyncio.runners  # noqa: F401

        import anyio._backends._asyncio  # noqa: F401
        import fastapi.responses  # noqa: F401
        import pydantic.networks  # noqa: F401
    try:
        _import_server()
    except ImportError:
        # The environment lacks uvicorn: use the grader's copy, and let the app see nothing else of it.
        sys.path.append(server_path)
        try:
            _import_server()
        except ImportError as error:
            return f"cannot import uvicorn: {error}"
        finally:
            sys.path.remove(server_path)
    return ""


def _import_server() -> None:
    import uvicorn
    import uvicorn.lifespan.on
    import uvicorn.logging
    import uvicorn.protocols.http.auto  # noqa: F401

    importlib.import_module("uvicorn.loops.auto")
    importlib.import_module("uvicorn.loops.asyncio")
    for extra in ("uvicorn.loops.uvloop", "uvicorn.protocols.websockets.auto"):
        with contextlib.suppress(ImportError):
            importlib.import_module(extra)


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"


def _receive(control: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """Read one JSON line and the descriptors that came with it."""
    data = b""
    descriptors = array.array("i")
    while not data.endswith(b"\n"):
        part, ancillary, _flags, _address = control.recvmsg(
            65536, socket.CMSG_SPACE(4 * descriptors.itemsize)
        )
        if not part:
            return None, []
        data += part
        for _level, _kind, payload in ancillary:
            descriptors.frombytes(payload[: len(payload) - len(payload) % descriptors.itemsize])
    return json.loads(data), list(descriptors)


def _fork(control: socket.socket, job: dict[str, Any], descriptors: list[int]) -> int:
    forked.reap()
    if sys.platform == "linux":
        job["problems"] = harden.prepare(job["isolation"], job["libraries"])
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            _child(job, *descriptors)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(70)
    forked.begin(pid)
    for descriptor in descriptors:
        os.close(descriptor)
    return pid


def _child(job: dict[str, Any], listener_fd: int, output_fd: int, status_fd: int, files_fd: int) -> None:
    """Become the submission's process."""
    os.setsid()
    _die_with_parent()
    _redirect(output_fd)
    kept = [listener_fd, status_fd, files_fd]
    folder = job["folder"]
    problems = job.get("problems", {})
    if sys.platform == "linux" and not problems:
        problems.update(harden.enter(job["isolation"], folder, kept))
    for place in job["clear"]:
        workfolder.clear(place)
    workfolder.make(folder, files_fd)
    opened = os.open(folder, os.O_RDONLY)
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["cwd"])
    _limit(job["limits"])
    if sys.platform == "linux":
        problems.update(harden.lock(job["isolation"], folder, job["libraries"]))
    status = Status(status_fd, job["root"])
    status.prepared(problems, opened)
    os.close(opened)
    if job["probe"] is not None:
        status.say(probe.attack(job["probe"], folder))
        os._exit(0)
    _become_a_program(job)
    app = _load(job, status)
    _serve(app, listener_fd, status)


def _redirect(output_fd: int) -> None:
    """Give the process an empty standard input, and `output_fd` to print to."""
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output_fd, 1), (output_fd, 2)):
        os.dup2(source, target)
    os.close(null)
    os.close(output_fd)
    for number, name in ((1, "stdout"), (2, "stderr")):
        stream = open(number, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _become_a_program(job: dict[str, Any]) -> None:
    """Look, from inside, as if the module had been started on its own."""
    random.seed()  # the parent's state would repeat in every child
    sys.argv = [job["module"]]
    sys.dont_write_bytecode = True
    sys.path[:0] = job["paths"]
    sys.path += job["libraries"]
    for name in _own_modules():
        del sys.modules[name]


@functools.cache
def _own_modules() -> list[str]:
    """Return what a program would not find; `preload` looks: to look at a name is to write to its page."""
    return [name for name in sys.modules if name == PACKAGE or name.startswith(f"{PACKAGE}.")]


def _die_with_parent() -> None:
    if sys.platform == "linux":
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(limits: dict[str, int]) -> None:
    import resource

    for name, value in limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


class Status:
    """Tells the grader how the start went."""

    def __init__(self, descriptor: int, root: str) -> None:
        os.set_inheritable(descriptor, False)
        self._socket: socket.socket | None = socket.socket(fileno=descriptor)
        self._root = root + os.sep

    def prepared(self, problems: dict[str, str], folder: int) -> None:
        """Say which defences could not be put up, and hand over the folder of the working copy."""
        assert self._socket is not None
        rights = array.array("i", [folder])
        message = [_line({"prepared": problems})]
        self._socket.sendmsg(message, [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        self._socket.recv(1)  # taken: whatever comes later on this socket is not the host's word any more

    def ready(self) -> None:
        """Say that the app serves."""
        self.say({"ready": True})

    def fail(self, stage: str, error: BaseException) -> NoReturn:
        """Report an exception and end the process."""
        self.say({"error": {"stage": stage, **self._describe(error)}})
        os._exit(70)

    def say(self, value: dict[str, Any]) -> None:
        """Send one line; nothing can be said after it."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.sendall(_line(value))
            self._socket.close()
            self._socket = None

    def _describe(self, error: BaseException) -> dict[str, Any]:
        """Name the exception, the student's frames only, with paths as the student knows them."""
        summary = traceback.TracebackException.from_exception(error, limit=-60)
        own = [frame for frame in summary.stack if frame.filename.startswith(self._root)][-12:]
        lines = list(traceback.format_list(own)) + list(summary.format_exception_only())
        name, line = (own[-1].filename, own[-1].lineno) if own else ("", None)
        if isinstance(error, SyntaxError) and error.filename:
            name, line = error.filename, error.lineno
        return {
            "types": [kind.__name__ for kind in type(error).__mro__][:-1],
            "text": self._relative(_text(error))[:2000],
            "name": _text(getattr(error, "name", None) or "")[:200],
            "file": self._relative(name)[:300],
            "line": line,
            "code": linecache.getline(name, line).strip()[:300] if name and line else "",
            "raised_in": summary.stack[-1].filename[-300:] if summary.stack else "",
            "traceback": self._relative("".join(lines))[-6000:],
        }

    def _relative(self, text: str) -> str:
        return text.replace(self._root, "")


def _text(value: object) -> str:
    """Return `str(value)`, which is the submission's own code where it made the class."""
    try:
        return str(value)
    except Exception:
        return f"<{type(value).__name__} without a text>"


class ModuleLevelRun(BaseException):
    """`uvicorn.run()` was called while the app was being imported."""


def _load(job: dict[str, Any], status: Status) -> Any:
    """Import the module and return the app object."""
    import uvicorn

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ModuleLevelRun("uvicorn.run() was called while the module was being imported")

    genuine_run = uvicorn.run
    genuine_serve = uvicorn.Server.run
    try:
        uvicorn.run = uvicorn.Server.run = refuse  # type: ignore[method-assign]
        module = importlib.import_module(job["module"])
        _must_be_own(module, job["root"])
        app = _resolve(module, job["name"])
        if job["factory"]:
            app = app()
        if not callable(app) or isinstance(app, type):
            raise TypeError(f"{job['name']!r} is a {type(app).__name__}, not an app")
    except BaseException as error:
        status.fail("import", error)
    finally:
        uvicorn.run = genuine_run
        uvicorn.Server.run = genuine_serve  # type: ignore[method-assign]
    return app


def _must_be_own(module: Any, root: str) -> None:
    places = [getattr(module, "__file__", None) or "", *map(str, getattr(module, "__path__", ()))]
    if not any((place + os.sep).startswith(root + os.sep) for place in places):
        raise ImportError(
            f"the name {module.__name__!r} belongs to an installed library", name=module.__name__
        )


def _resolve(module: Any, name: str) -> Any:
    value = module
    for part in name.split("."):
        value = getattr(value, part)
    return value


class LocalClient:
    """Gives requests over the Unix socket the addresses that they would have under `fastapi dev`."""

    def __init__(self, app: Any, status: Status) -> None:
        self._app = app
        self._status = status
        self._port = 50000
        self._lifespan_error: BaseException | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on to the app (ASGI)."""
        if scope["type"] == "lifespan":
            try:
                await self._app(scope, receive, send)
            except BaseException as error:
                self._lifespan_error = error
                raise
            return
        self._port = 50000 + (self._port - 49999) % 10000
        scope["client"] = ("127.0.0.1", self._port)
        scope["server"] = ("127.0.0.1", 8000)
        await self._app(scope, receive, send)

    def give_up(self) -> NoReturn:
        """Report why the lifespan did not start."""
        error = self._lifespan_error or RuntimeError("the app's start-up (lifespan) failed")
        self._status.fail("lifespan", error)


def _serve(app: Any, listener_fd: int, status: Status) -> NoReturn:
    import uvicorn

    local = LocalClient(app, status)

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            try:
                await super().startup(sockets=sockets)
            except SystemExit:
                local.give_up()
            if self.should_exit:
                local.give_up()
            status.ready()

    listener = socket.socket(fileno=listener_fd)
    listener.setblocking(False)
    config = uvicorn.Config(local, log_level="warning", access_log=False, proxy_headers=False)
    try:
        Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # asked to end, uvicorn raises the signal again when all is shut down
    except BaseException as error:
        status.fail("lifespan", error)
    os._exit(0)
