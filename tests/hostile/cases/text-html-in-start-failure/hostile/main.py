from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
SOURCE = "raise ValueError('<pwned><script>alert(1)</script>')\n"
import linecache
import os

NAME = os.path.join(os.path.dirname(__file__), "<pwned>.py")
linecache.cache[NAME] = (len(SOURCE), None, [SOURCE], NAME)
exec(compile(SOURCE, NAME, "exec"))
