from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/items")
def items(x_token: str = None, user_agent: str = None, accept_language: str = None):
    return {"X-Token": x_token, "User-Agent": user_agent, "Accept-Language": accept_language}


@app.get("/multi-headers")
def multi_headers(x_token: list = []):
    return {"X-Tokens": x_token}


@app.get("/profile")
def profile(session_id: str = None):
    return {"session": session_id}


@app.post("/login")
def login():
    response = Response()
    response.set_cookie("session_id", "abc123", httponly=True, secure=True, samesite="lax", max_age=3600)
    return {"message": "logged in"}
