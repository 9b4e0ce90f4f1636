import re
import shutil
from contextlib import closing
from pathlib import Path

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

FOLDER = Path(__file__).parent / "uploads"
PLAIN_NAME = re.compile(r"[^/\\]*[^/\\.][^/\\]*")

router = APIRouter(prefix="/upload", tags=["uploads"])


class Listed(BaseModel):
    filename: str
    size: int


class Described(Listed):
    content_type: str | None


class Saved(BaseModel):
    saved: str


class Entry(BaseModel):
    title: str
    description: str | None
    filename: str


@router.post("")
def describe(file: UploadFile) -> Described:
    size = file.file.seek(0, 2)
    return Described(filename=file.filename, content_type=file.content_type, size=size)


def copy(file: UploadFile, target: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    with closing(file.file) as source, target.open("wb") as sink:
        shutil.copyfileobj(source, sink)


@router.post("/save", response_model=Saved)
async def save(file: UploadFile):
    if not PLAIN_NAME.fullmatch(file.filename):
        raise HTTPException(422, "a plain file name is needed")
    await run_in_threadpool(copy, file, FOLDER / file.filename)
    return Saved(saved=file.filename)


@router.post("/multiple")
def describe_all(files: list[UploadFile]) -> list[Listed]:
    return [Listed(filename=file.filename, size=len(file.file.read())) for file in files]


@router.post("/with-metadata")
async def with_metadata(
    file: UploadFile = File(), title: str = Form(), description: str | None = Form(default=None)
) -> Entry:
    return Entry(title=title, description=description, filename=file.filename)
