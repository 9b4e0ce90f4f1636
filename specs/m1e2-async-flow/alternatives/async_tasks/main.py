import asyncio
from collections import defaultdict

from fastapi import BackgroundTasks, Body, FastAPI

app = FastAPI(title="Registration")
finished = defaultdict(list)


async def step(email: str, name: str, seconds: float):
    await asyncio.sleep(seconds)
    finished[email].append(name)


async def after(email: str):
    await asyncio.gather(step(email, "email", 0.5), step(email, "avatar", 1.0))


@app.post("/register-sync", status_code=201)
async def register_sync(email: str = Body(embed=True)):
    for name, seconds in (("db", 0.05), ("email", 0.5), ("avatar", 1.0)):
        await step(email, name, seconds)
    return {"email": email}


@app.post("/register", status_code=201)
async def register(background_tasks: BackgroundTasks, email: str = Body(embed=True)):
    await step(email, "db", 0.05)
    background_tasks.add_task(after, email)
    return {"email": email}


@app.get("/done/{email}")
async def done(email: str):
    return finished[email]


@app.get("/answers")
async def answers():
    return {"sync_ms": 1550, "background_ms": 50}
