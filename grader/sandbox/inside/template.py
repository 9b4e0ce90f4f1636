"""Imports FastAPI once and forks a supervisor with its host whenever it is asked to.

Run by the grader's own interpreter; it never runs student code. Each datagram on the requests socket
carries three descriptors (the lifeline and the control socket of a new supervisor and host, and where
their output goes) and says, in JSON, how much memory all that they start may have, and on which cores they
run (none: on any). Standard input is its own lifeline.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from typing import Any

from . import host, supervisor

MOST_ORDER = 65536
"""Bytes: a machine may have many cores."""


def main(arguments: list[str]) -> None:
    """Serve until standard input closes: `arguments` are requests descriptor and server folder."""
    requests_fd, server_path = arguments
    requests = socket.socket(fileno=int(requests_fd))
    problem = host.preload(server_path)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # supervisors are reaped by the kernel
    while True:
        ready, _, _ = select.select([requests.fileno(), 0], [], [])
        if 0 in ready:
            return
        message, descriptors, _flags, _address = socket.recv_fds(requests, MOST_ORDER, 3)
        if len(descriptors) == 3 and os.fork() == 0:
            try:
                requests.close()
                _supervise(problem, descriptors, json.loads(message))
            finally:
                os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def _supervise(problem: str, descriptors: list[int], order: dict[str, Any]) -> None:
    """Become a supervisor whose host has imported everything already."""
    if order["cores"]:
        os.sched_setaffinity(0, order["cores"])
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
    supervisor.watch(socket.socket(fileno=lifeline_fd), pid, order["memory"])
