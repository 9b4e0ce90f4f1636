"""A sub-package with a router, dependencies that read the request, and a cookie header made by hand."""

from fastapi import FastAPI

from api import sessions

app = FastAPI()
app.include_router(sessions.router)


@app.post("/logout", status_code=204)
def logout():
    """Not asked for."""
