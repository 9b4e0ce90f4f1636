"""Routes added by hand, and a response that is built by hand."""

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from . import NAME, __version__

app = FastAPI(title=NAME, version=__version__, summary="Not asked for")
app.description = """
API description
shown in docs
"""


def hello():
    return JSONResponse({"message": "Hello World"}, status_code=200)


def health():
    return JSONResponse(content=dict(status="ok"), headers={"Cache-Control": "no-store"})


app.add_api_route("/", hello, methods=["GET"])
app.add_api_route("/health", health, methods=["GET"], tags=["monitoring"])
