"""Imports FastAPI once and forks a supervisor with its host whenever it is asked to.

Run as a script by the grader's own interpreter; it never runs student code. Each datagram on the
requests socket carries three descriptors: the lifeline and the control socket of a new supervisor and
host, and where their output goes. Standard input is its own lifeline. Nothing of the grader ends up
among the modules that a submission could import.
"""

from __future__ import annotations

import importlib.util
import os
import select
import signal
import socket
import sys
from pathlib import Path
from types import ModuleType


def main(requests_fd: int, server_path: str) -> None:
    """Serve until standard input closes."""
    host, supervisor = _sibling("host"), _sibling("supervisor")
    requests = socket.socket(fileno=requests_fd)
    problem = host.preload(server_path)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    while True:
        ready, _, _ = select.select([requests.fileno(), 0], [], [])
        if 0 in ready:
            return
        _message, descriptors, _flags, _address = socket.recv_fds(requests, 1, 3)
        if len(descriptors) == 3 and os.fork() == 0:
            try:
                requests.close()
                _supervise(host, supervisor, problem, descriptors)
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def _sibling(name: str) -> ModuleType:
    """Load a module of this folder without leaving its name where a submission could import it."""
    spec = importlib.util.spec_from_file_location(f"_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _supervise(host: ModuleType, supervisor: ModuleType, problem: str, descriptors: list[int]) -> None:
    """Become a supervisor whose host has imported everything already."""
    lifeline_fd, control_fd, output_fd = descriptors
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output_fd, 1), (output_fd, 2)):
        os.dup2(source, target)
    os.close(null)
    os.close(output_fd)
    supervisor.become_subreaper()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(lifeline_fd)
            os.setsid()
            host.serve(socket.socket(fileno=control_fd), problem)
        finally:
            os._exit(0)
    os.close(control_fd)
    supervisor.watch(socket.socket(fileno=lifeline_fd), pid)


if __name__ == "__main__":
    sys.path.pop(0)  # this script's folder: none of its modules is the student's business
    main(int(sys.argv[1]), sys.argv[2])
