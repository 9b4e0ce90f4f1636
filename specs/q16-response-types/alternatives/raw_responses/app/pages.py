import json
from datetime import datetime
from uuid import uuid4

from fastapi import APIRouter, Response


class Page(Response):
    media_type = "text/html"


router = APIRouter()


@router.get("/html", response_class=Page)
def html():
    return Page("<h1>Hello World</h1>")


@router.get("/text", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def text():
    return Response("Hello World", headers={"Content-Type": "text/plain"})


@router.get("/redirect", status_code=302)
def redirect(response: Response) -> None:
    response.headers["location"] = "/new-location"


@router.get("/custom")
def custom():
    made = {"id": str(uuid4()), "date": str(datetime.now())}
    return Response(json.dumps(made), media_type="application/json")
