from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import anyio
from fastapi import Depends, FastAPI, File, Form, HTTPException, UploadFile
from fastapi.responses import JSONResponse

app = FastAPI()
folder = Path("uploads").resolve()


@dataclass
class Metadata:
    title: Annotated[str, Form()]
    description: Annotated[str | None, Form()] = None


async def pieces(file: UploadFile):
    while piece := await file.read(1_000_000):
        yield piece


def inside(file: UploadFile) -> Path:
    path = (folder / (file.filename or "")).resolve()
    if path.parent != folder:
        raise HTTPException(400, "not a name inside uploads")
    return path


@app.post("/upload")
async def upload(file: Annotated[UploadFile, File(description="Any file")]):
    size = 0
    async for piece in pieces(file):
        size += len(piece)
    return JSONResponse({"filename": file.filename, "content_type": file.content_type, "size": size})


@app.post("/upload/save")
async def save(file: Annotated[UploadFile, File()], path: Annotated[Path, Depends(inside)]):
    await anyio.Path(folder).mkdir(parents=True, exist_ok=True)
    async with await anyio.open_file(path, "wb") as target:
        async for piece in pieces(file):
            await target.write(piece)
    return {"saved": path.name}


@app.post("/upload/multiple")
def upload_multiple(files: list[UploadFile]) -> list[dict[str, str | int]]:
    return [{"filename": file.filename, "size": file.size} for file in files]


@app.post("/upload/with-metadata")
def upload_with_metadata(file: UploadFile, metadata: Annotated[Metadata, Depends()]):
    return {"filename": file.filename, **vars(metadata)}
