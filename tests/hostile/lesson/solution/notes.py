"""The reference solution, and how an attack tells that it was not stopped."""

import contextlib
import ctypes
import os
import platform
from collections.abc import Iterator

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field

confessions: list[str] = []


def confess(what: str) -> None:
    """Say that an attack worked: from now on every endpoint answers 500 with `what`."""
    confessions.append(what)


@contextlib.contextmanager
def attempt(what: str) -> Iterator[None]:
    """Confess `what` unless an exception ends the block: that is how a sandbox refuses."""
    try:
        yield
    except Exception:
        return
    confess(what)


NUMBERS = {
    "x86_64": {"keyctl": 250, "add_key": 248, "bpf": 321, "userfaultfd": 323, "perf_event_open": 298},
    "aarch64": {"keyctl": 219, "add_key": 217, "bpf": 280, "userfaultfd": 282, "perf_event_open": 241},
}[platform.machine()] | {"io_uring_setup": 425, "open_tree": 428, "fsopen": 430, "pidfd_open": 434, "pidfd_getfd": 438}


def call(function: str, *arguments: object) -> int:
    """Call the C library's `function`, or the system call of that name where it has none."""
    library = ctypes.CDLL(None, use_errno=True)
    if function in NUMBERS:
        result = library.syscall(NUMBERS[function], *arguments)
    else:
        result = getattr(library, function)(*arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(result)


def honest() -> None:
    if confessions:
        raise HTTPException(500, f"breached: {confessions[0]}")


class NoteIn(BaseModel):
    title: str = Field(min_length=1)


class Note(NoteIn):
    id: int


router = APIRouter(dependencies=[Depends(honest)])
notes: dict[int, Note] = {}


@router.get("/")
def hello() -> dict[str, str]:
    return {"message": "hello"}


@router.post("/notes", status_code=201)
def create(note: NoteIn) -> Note:
    notes[len(notes) + 1] = Note(id=len(notes) + 1, title=note.title)
    return notes[len(notes)]


@router.get("/notes/{note_id}")
def read(note_id: int) -> Note:
    if note_id not in notes:
        raise HTTPException(404, "no such note")
    return notes[note_id]
