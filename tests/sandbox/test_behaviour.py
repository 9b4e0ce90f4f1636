"""What every sandbox must do, run against each that exists."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from grader.checks.http import Wire, WireRequest, WireResponse
from grader.lesson import Surroundings
from grader.results import StartFailureKind
from grader.sandbox import make_sandbox
from grader.sandbox.base import MIB, Limits, RunningApp, Sandbox, StartError
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission

SANDBOXES = {
    "import": SandboxSettings(),
    "docker": SandboxSettings(name="docker", transport="descriptor"),
    "docker-stdio": SandboxSettings(name="docker", transport="stdio"),
}
LIMITS = Limits(start_seconds=10, request_seconds=5, file_size=64 * MIB)


@pytest.fixture(
    params=[pytest.param(name, marks=[pytest.mark.docker] if name != "import" else []) for name in SANDBOXES]
)
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param != "import":
        request.getfixturevalue("docker_image")
    with make_sandbox(SANDBOXES[request.param]) as sandbox:
        yield sandbox


def write(folder: Path, text: str, name: str = "main.py") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text))
    return folder


def get(app: RunningApp, target: str, limits: Limits = LIMITS) -> WireResponse:
    return Wire(app.connect, limits).send(WireRequest("GET", target))


APP = """
    import os, pathlib, sys, threading
    from fastapi import FastAPI, Request
    app = FastAPI()

    @app.get("/")
    def root(request: Request):
        return {"client": request.client.host, "url": str(request.url)}

    @app.get("/environment")
    def environment():
        return dict(os.environ)

    @app.get("/stdin")
    def stdin():
        return sys.stdin.read()

    @app.get("/note")
    def note():
        path = pathlib.Path("note.txt")
        before = path.read_text() if path.exists() else ""
        path.write_text("written")
        return before

    @app.get("/print")
    def say():
        print("hello from the handler")

    @app.get("/pid")
    def pid():
        return os.getpid()

    @app.get("/seen")
    def seen():
        before, app.state.seen = getattr(app.state, "seen", False), True
        return before

    @app.get("/crash")
    def crash():
        os._exit(9)

    @app.get("/flood")
    def flood():
        while True:
            os.write(1, b"x" * 65536)

    @app.get("/memory")
    def memory():
        return len(bytearray(4 * 1024**3))

    @app.get("/file")
    def file():
        with open("large", "wb") as large:
            for _ in range(100):
                large.write(b"x" * 1024**2)
            return large.tell()

    @app.get("/descriptors")
    def descriptors():
        return len([open(os.devnull) for _ in range(2000)])

    @app.get("/threads")
    def threads():
        for _ in range(700):
            one = threading.Thread(target=str)
            one.start()
            one.join()
        return "ended"

    @app.get("/heir")
    def heir(leads: bool):
        if os.fork() == 0:  # it holds the listener that it has inherited
            if leads:
                os.setsid()
            import time
            time.sleep(600)
        os._exit(0)

    @app.get("/daemon")
    def daemon():
        readable, writable = os.pipe()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.setsid()
                os.write(writable, str(os.getpid()).encode())
                import time
                time.sleep(600)
            os._exit(0)
        return int(os.read(readable, 20))
"""


def test_serves_and_looks_like_fastapi_dev(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        assert app.app == "main:app"
        answer = get(app, "/?q=1")
        assert (answer.status, answer.body) == (
            200,
            b'{"client":"127.0.0.1","url":"http://127.0.0.1:8000/?q=1"}',
        )


def test_environment_is_rebuilt_from_empty(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "very-secret")
    with (
        open_submission(write(tmp_path, APP)) as submission,
        sandbox.start(submission, LIMITS, Surroundings(settings={"APP_MODE": "class"})) as app,
    ):
        body = get(app, "/environment").body
        assert b"very-secret" not in body
        assert b'"APP_MODE":"class"' in body
        assert get(app, "/stdin").body == b'""'


def test_modules_of_the_lesson_stand_in_for_the_submissions_own(sandbox: Sandbox, tmp_path: Path) -> None:
    lesson = tmp_path / "lesson"
    lesson.mkdir()
    (lesson / "services.py").write_text('import os\nNAME = "ours " + os.path.dirname(__file__)\n')
    own = write(tmp_path / "own", APP)
    (own / "main.py").write_text(
        (own / "main.py").read_text() + "\nimport services; print(services.NAME, flush=True)\n"
    )
    (own / "services.py").write_text('NAME = "theirs"\n')
    surroundings = Surroundings(modules=lesson)
    with open_submission(own) as submission, sandbox.start(submission, LIMITS, surroundings) as app:
        assert "ours /" in app.log()
        assert str(lesson) not in app.log()
        assert app.list_files() == ("main.py", "services.py")
    with open_submission(own) as submission, sandbox.start(submission, LIMITS) as app:
        assert "theirs" in app.log()


def test_every_start_gets_fresh_files_and_a_fresh_process(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission:
        for _ in range(2):
            with sandbox.start(submission, LIMITS) as app:
                assert [get(app, "/note").body for _ in range(2)] == [b'""', b'"written"']
                assert [get(app, "/seen").body for _ in range(2)] == [b"false", b"true"]
        assert [path.name for path in submission.root.iterdir()] == ["main.py"]


def test_output_is_kept_from_a_position(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        get(app, "/print")
        wait_until(lambda: "hello from the handler" in app.log())
        assert app.log_since(app.log_position()) == ""


def test_a_flood_of_output_ends_the_app_and_keeps_a_tail(sandbox: Sandbox, tmp_path: Path) -> None:
    limits = Limits(output=1 * MIB, log_tail=1000)
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, limits) as app:
        assert get(app, "/flood", limits).status is None
        assert len(app.log()) == 1000
        assert app.exited()


@pytest.mark.parametrize("target", ["/memory", "/file", "/descriptors"])
def test_greed_is_refused_and_does_not_end_the_grading(sandbox: Sandbox, tmp_path: Path, target: str) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        assert get(app, target).status in {500, None}


def test_an_app_that_exits_is_noticed(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        assert get(app, "/crash").failure
        assert "exit code 9" in app.exited()


def test_as_many_threads_as_it_likes_one_after_another(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        assert get(app, "/threads").body == b'"ended"'


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
@pytest.mark.parametrize("sandbox", ["import"], indirect=True)
@pytest.mark.parametrize("leads", [True, False])
def test_what_an_app_leaves_behind_does_not_take_its_place(
    sandbox: Sandbox, tmp_path: Path, leads: bool
) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        assert get(app, f"/heir?leads={leads}").status is None
        deadline = time.monotonic() + 10
        while "process has ended" not in get(app, "/").failure:
            assert time.monotonic() < deadline


def test_nothing_survives(sandbox: Sandbox, tmp_path: Path) -> None:
    """The daemon holds the connection that it was asked for on: it closes only when the daemon ends."""
    with open_submission(write(tmp_path, APP)) as submission:
        with sandbox.start(submission, LIMITS) as app:
            connection = app.connect()
            connection.sendall(b"GET /daemon HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            connection.settimeout(0.5)
            with pytest.raises(TimeoutError):  # the answer may come in parts; then it stays open
                drain(connection)
        connection.settimeout(5)
        with connection:
            assert connection.recv(65536) == b""
        with pytest.raises((ConnectionError, FileNotFoundError)):
            app.connect()


def drain(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


STARTS_NOT = {
    "missing-package": (
        "import not_a_package\n" + dedent(APP),
        StartFailureKind.MISSING_PACKAGE,
        "not_a_package",
    ),
    "missing-setting": (
        "import os\nos.environ['DB_URL']\n" + dedent(APP),
        StartFailureKind.MISSING_SETTING,
        "DB_URL",
    ),
    "syntax": ("from fastapi import FastAPI\napp = FastAPI(\n", StartFailureKind.SYNTAX, "main.py"),
    "missing-file": ("open('static/x.html')\n" + dedent(APP), StartFailureKind.MISSING_FILE, "static/x.html"),
    "static": (
        "from fastapi.staticfiles import StaticFiles\n"
        + dedent(APP)
        + "app.mount('/s', StaticFiles(directory='static'))\n",
        StartFailureKind.MISSING_FILE,
        "static",
    ),
    "generation": (
        "from pydantic import BaseSettings\n" + dedent(APP),
        StartFailureKind.LIBRARY_GENERATION,
        "pydantic-settings",
    ),
    "database": (
        "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)\n" + dedent(APP),
        StartFailureKind.DATABASE,
        "line 2",
    ),
    "run": (
        dedent(APP) + "import uvicorn\nuvicorn.run(app)\n",
        StartFailureKind.SIDE_EFFECT,
        "uvicorn.run()",
    ),
    "input": (dedent(APP) + "name = input()\n", StartFailureKind.SIDE_EFFECT, "keyboard"),
    "exit": (dedent(APP) + "exit(0)\n", StartFailureKind.EXITED, "exit"),
    "hard-exit": (dedent(APP) + "os._exit(0)\n", StartFailureKind.EXITED, "exit code 0"),
    "loop": (dedent(APP) + "while True: pass\n", StartFailureKind.TIMEOUT, "2 seconds"),
    "flood": (
        dedent(APP) + "while True: os.write(1, b'x' * 65536)\n",
        StartFailureKind.CRASHED,
        "printed without end",
    ),
    "segfault": (dedent(APP) + "os.kill(os.getpid(), 11)\n", StartFailureKind.CRASHED, "segmentation"),
    "none": ("print('hello')\n", StartFailureKind.NO_APP, "No FastAPI app"),
    "not-asgi": ("import fastapi\ndef make(): return 'x'\napp = make()\n", StartFailureKind.NOT_ASGI, "str"),
    "lifespan": (
        "from fastapi import FastAPI\nasync def lifespan(app):\n    raise ValueError('no model')\n    yield\n"
        "app = FastAPI(lifespan=lifespan)\n",
        StartFailureKind.LIFESPAN,
        "no model",
    ),
    "settings": (
        "from pydantic_settings import BaseSettings\n"
        "class Settings(BaseSettings):\n    secret: str\nSettings()\n" + dedent(APP),
        StartFailureKind.MISSING_SETTING,
        "secret",
    ),
    "recursion": ("def f(): f()\nf()\n" + dedent(APP), StartFailureKind.IMPORT_ERROR, "without end"),
}


@pytest.mark.parametrize("case", STARTS_NOT)
def test_a_submission_that_does_not_start_says_why(sandbox: Sandbox, tmp_path: Path, case: str) -> None:
    text, kind, words = STARTS_NOT[case]
    limits = Limits(start_seconds=2 if case == "loop" else 10)
    with (
        open_submission(write(tmp_path, text)) as submission,
        pytest.raises(StartError) as caught,
        sandbox.start(submission, limits),
    ):
        pass
    failure = caught.value.failure
    assert failure.kind is kind
    assert words in failure.message + failure.advice + failure.traceback
    assert "/tmp/" not in failure.traceback + failure.message


def test_the_most_telling_import_root_wins(sandbox: Sandbox, tmp_path: Path) -> None:
    write(tmp_path, "", "app/__init__.py")
    write(
        tmp_path,
        "from helper import NAME\nfrom fastapi import FastAPI\napp = FastAPI(title=NAME)\n",
        "app/main.py",
    )
    write(tmp_path, "NAME = 'absolute sibling'\n", "app/helper.py")
    with open_submission(tmp_path) as submission, sandbox.start(submission, LIMITS) as app:
        assert b"absolute sibling" in get(app, "/openapi.json").body


def test_a_client_that_hangs_up_leaves_the_listener_working(sandbox: Sandbox, tmp_path: Path) -> None:
    with open_submission(write(tmp_path, APP)) as submission, sandbox.start(submission, LIMITS) as app:
        connection = app.connect()
        connection.shutdown(socket.SHUT_RDWR)
        connection.close()
        assert get(app, "/").status == 200


def wait_until(condition: object) -> None:
    deadline = time.monotonic() + 5
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


LEAVES = """
    import os, pathlib
    from contextlib import asynccontextmanager
    from fastapi import FastAPI

    @asynccontextmanager
    async def lifespan(app):
        yield
        pathlib.Path("end.txt").write_text("ended")
        print("bye", flush=True)

    app = FastAPI(lifespan=lifespan)
    pathlib.Path("inner").mkdir()
    pathlib.Path("inner/a.txt").write_text("inside")
    pathlib.Path("../beside.txt").write_text("outside")
    pathlib.Path("link").symlink_to("/etc/passwd")
    pathlib.Path("folder").symlink_to("/etc")
    os.mkfifo("pipe")

    @app.get("/grow")
    def grow(mib: int):
        return len(b"x" * (mib * 1024 * 1024))
"""


def test_files_that_an_app_leaves_are_read_but_never_through_links(tmp_path: Path, sandbox: Sandbox) -> None:
    with (
        open_submission(write(tmp_path / "app", LEAVES)) as submission,
        sandbox.start(submission, LIMITS) as app,
    ):
        assert app.list_files() == ("../beside.txt", "inner/a.txt", "main.py")
        assert app.read_file("inner/a.txt") == b"inside"
        for path in (
            "link",
            "folder/passwd",
            "pipe",
            "inner",
            "/etc/passwd",
            "../beside.txt",
            "none",
            "",
        ):
            assert app.read_file(path) is None, path


def test_an_app_that_is_asked_to_end_shuts_down_in_order(tmp_path: Path, sandbox: Sandbox) -> None:
    with (
        open_submission(write(tmp_path / "app", LEAVES)) as submission,
        sandbox.start(submission, LIMITS) as app,
    ):
        assert app.read_file("end.txt") is None
        assert app.stop(10)
        assert app.read_file("end.txt") == b"ended"
        assert "bye" in app.log()
        assert "exit code 0" in app.exited()
        assert app.stop(0.1), "ended stays ended"


def test_peak_memory_is_what_the_app_really_used(tmp_path: Path, sandbox: Sandbox) -> None:
    with (
        open_submission(write(tmp_path / "app", LEAVES)) as submission,
        sandbox.start(submission, LIMITS) as app,
    ):
        before = app.peak_memory()
        assert before is not None
        get(app, "/grow?mib=80")
        after = app.peak_memory()
        assert after is not None
        assert 70 * MIB < after - before < 200 * MIB


CROWD = """
    import os, time
    from fastapi import FastAPI
    app = FastAPI()

    @app.get("/crowd")
    def crowd(children: int):
        for _ in range(children):
            if os.fork() == 0:
                held = b"x" * (100 * 1024 * 1024)
                time.sleep(60)
        time.sleep(3)
        return "still there"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells what all of them use")
@pytest.mark.parametrize(("children", "ends"), [(1, False), (6, True)])
def test_memory_of_all_processes_is_bounded_together(tmp_path: Path, children: int, ends: bool) -> None:
    limits = Limits(memory_together=400 * MIB, request_seconds=10)
    with (
        open_submission(write(tmp_path, CROWD)) as submission,
        make_sandbox(SandboxSettings()) as sandbox,
        sandbox.start(submission, limits) as app,
    ):
        assert (get(app, f"/crowd?children={children}", limits).status is None) is ends
        assert bool(app.exited()) is ends
