"""The course's own code, with Accept-Language in the answer."""

from typing import Optional

from fastapi import Cookie, FastAPI, Header
from fastapi.responses import JSONResponse

app = FastAPI()


# Headers: FastAPI automatically converts hyphenated HTTP headers to underscored Python names
# X-Token -> x_token, User-Agent -> user_agent
@app.get("/items")
async def read_items(
    x_token: Optional[str] = Header(None),         # X-Token header
    user_agent: Optional[str] = Header(None),       # User-Agent header
    accept_language: Optional[str] = Header(None)   # Accept-Language header
):
    return {"X-Token": x_token, "User-Agent": user_agent, "Accept-Language": accept_language}


# Multiple values for the same header
@app.get("/multi-headers")
async def multi_header(x_token: list[str] = Header(default=[])):
    return {"X-Tokens": x_token}


# Cookies
@app.get("/profile")
async def get_profile(
    session_id: Optional[str] = Cookie(None),   # reads "session_id" cookie
    user_pref:  Optional[str] = Cookie(None)
):
    return {"session": session_id}


# Setting cookies in responses
@app.post("/login")
async def login(response: JSONResponse):
    response = JSONResponse(content={"message": "logged in"})
    response.set_cookie(
        key="session_id",
        value="abc123",
        httponly=True,
        secure=True,
        samesite="lax",
        max_age=3600
    )
    return response
