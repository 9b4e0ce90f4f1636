"""Two routers, FastAPI's own OAuth2 form, and a handler for an exception of one's own."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from account import profile, sessions

app = FastAPI()
app.include_router(sessions.router)
app.include_router(profile.router, prefix="/upload-profile", tags=["profile"])


@app.exception_handler(sessions.Unknown)
def unknown(request: Request, error: sessions.Unknown):
    return JSONResponse({"detail": "Invalid credentials"}, status_code=401)
