import threading
import time
from typing import Annotated

from fastapi import Body, FastAPI

app = FastAPI()
lock = threading.Lock()
people: dict[int, str] = {}
done: list[str] = []


def after(number: int, email: str) -> None:
    time.sleep(1)
    with lock:
        done.append(f"email:{email}")
        done.append(f"activity:{number}:user_created")


@app.post("/users", status_code=201)
def create_user(name: Annotated[str, Body()], email: Annotated[str, Body()]) -> dict[str, int | str]:
    with lock:
        number = len(people) + 1
        people[number] = name
    threading.Thread(target=after, args=(number, email), daemon=True).start()
    return {"id": number, "name": name, "email": email}


@app.get("/log")
def read_log() -> list[str]:
    with lock:
        return list(done)
