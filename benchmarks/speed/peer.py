"""What a teacher does without us, for one submission: `python peer.py FOLDER APP`.

Starts uvicorn, runs a small pytest suite with FastAPI's TestClient, then the schemathesis CLI against the
server. The standard library alone: all that is loaded counts.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

SUITE = Path(__file__).with_name("peer_suite.py")
START_SECONDS = 30.0
FOUND = (0, 1)
"""Exit codes of pytest and schemathesis: nothing found, or something."""


def main(folder: Path, app: str) -> int:
    """Judge one submission as a teacher would; 0 when all three did their work."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", "warning"], cwd=folder
    )
    try:
        _wait_for(port)
        codes = [_suite(folder, app), _schemathesis(port)]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
    return 0 if all(code in FOUND for code in codes) else 2


def _suite(folder: Path, app: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir", str(folder), str(SUITE)]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PEER_APP": app}
    return subprocess.run(command, env=environment, check=False).returncode


def _schemathesis(port: int) -> int:
    program = Path(sys.executable).with_name("schemathesis")
    command = [str(program), "run", f"http://127.0.0.1:{port}/openapi.json", "--seed", "1"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    print(done.stdout, done.stderr)
    # A document that cannot be read ends it at once, with 1 as well.
    return done.returncode if "Test cases:" in done.stdout else 2


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit("uvicorn does not start")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
