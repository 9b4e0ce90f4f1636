import os
from typing import Optional

from fastapi import FastAPI, File, Form, UploadFile

app = FastAPI()
os.makedirs("uploads", exist_ok=True)


@app.post("/upload")
async def upload_file(file: UploadFile = File(...)):
    contents = await file.read()
    return {"filename": file.filename, "content_type": file.content_type, "size": len(contents)}


@app.post("/upload/save")
async def save_file(file: UploadFile = File(...)):
    filename = os.path.basename(file.filename)
    with open(f"uploads/{filename}", "wb") as f:
        while chunk := await file.read(1024 * 64):
            f.write(chunk)
    return {"saved": filename}


@app.post("/upload/multiple")
async def upload_multiple(files: list[UploadFile] = File(...)):
    return [{"filename": f.filename, "size": f.size} for f in files]


@app.post("/upload/with-metadata")
async def upload_with_metadata(
    file: UploadFile = File(...), title: str = Form(...), description: Optional[str] = Form(None)
):
    return {"title": title, "description": description, "filename": file.filename}
