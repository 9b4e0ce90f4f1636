import os
import tempfile

from fastapi import FastAPI
from notes import confess, router

app = FastAPI()
app.include_router(router)
for folder in (".", tempfile.gettempdir(), "/tmp"):
    size = os.statvfs(folder)
    if size.f_blocks * size.f_frsize > 2 * 1024**3:
        confess(f"could fill the disk of the machine in {folder}")
