import pathlib
import tempfile

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
mark = pathlib.Path(tempfile.gettempdir(), "seen")
assert not mark.exists()
mark.touch()
