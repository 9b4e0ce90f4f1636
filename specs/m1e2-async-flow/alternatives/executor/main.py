import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool

app = FastAPI()
workers = ThreadPoolExecutor(max_workers=16)
SECONDS = {"db": 0.05, "email": 0.5, "avatar": 1.0}
log: list[tuple[str, str]] = []


@dataclass
class Registration:
    email: str


def work(email, *steps):
    for step in steps:
        time.sleep(SECONDS[step])
        log.append((email, step))


@app.post("/register-sync", status_code=201)
async def register_sync(registration: Registration):
    await run_in_threadpool(work, registration.email, "db", "email", "avatar")
    return registration


@app.post("/register", status_code=201)
async def register(registration: Registration):
    await run_in_threadpool(work, registration.email, "db")
    workers.submit(work, registration.email, "email", "avatar")
    return registration


@app.get("/done/{email}")
def done(email: str):
    return [step for owner, step in log if owner == email]


@app.get("/answers")
def answers():
    milliseconds = {step: round(seconds * 1000) for step, seconds in SECONDS.items()}
    return {"sync_ms": sum(milliseconds.values()), "background_ms": milliseconds["db"]}
