"""The course's own code, with the missing imports and functions."""

from typing import Optional

from fastapi import FastAPI, File, Form, HTTPException, UploadFile

app = FastAPI()


def check_credentials(username, password):
    return username == "alice" and password == "wonder"


def create_token(username):
    return "token-of-" + username


# HTML form login (application/x-www-form-urlencoded)
@app.post("/login")
async def login(
    username: str = Form(...),
    password: str = Form(...)
):
    if check_credentials(username, password):
        return {"access_token": create_token(username)}
    raise HTTPException(status_code=401, detail="Invalid credentials")


# Form + file upload (multipart/form-data)
@app.post("/upload-profile")
async def upload_profile(
    name:   str        = Form(...),
    bio:    Optional[str] = Form(None),
    avatar: UploadFile = File(...)
):
    return {"name": name, "bio": bio, "avatar": avatar.filename}


# OAuth2 password flow uses form fields
@app.post("/token")
async def get_token(
    grant_type: str = Form(...),
    username:   str = Form(...),
    password:   str = Form(...)
):
    if not check_credentials(username, password):
        raise HTTPException(status_code=401, detail="Invalid credentials")
    token = create_token(username)
    return {"access_token": token, "token_type": "bearer"}
