"""Files that are described, stored and sent together with a form: reference solution."""

from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import FastAPI, File, Form, HTTPException, UploadFile, status

UPLOADS = Path("uploads")
CHUNK = 64 * 1024

app = FastAPI()


@app.post("/upload")
async def describe(file: UploadFile):
    return {"filename": file.filename, "content_type": file.content_type, "size": file.size}


@app.post("/upload/save")
def save(file: UploadFile):
    name = PurePosixPath(file.filename or "").name
    if name in ("", ".."):
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "This is no name for a file")
    UPLOADS.mkdir(exist_ok=True)
    with (UPLOADS / name).open("wb") as target:
        while chunk := file.file.read(CHUNK):
            target.write(chunk)
    return {"saved": name}


@app.post("/upload/multiple")
async def describe_all(files: Annotated[list[UploadFile], File()]):
    return [{"filename": file.filename, "size": file.size} for file in files]


@app.post("/upload/with-metadata")
async def describe_with_form(
    file: UploadFile,
    title: Annotated[str, Form()],
    description: Annotated[str | None, Form()] = None,
):
    return {"title": title, "description": description, "filename": file.filename}
