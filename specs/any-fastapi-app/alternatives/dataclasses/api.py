"""Dataclasses, defaults instead of Annotated, docs at another address."""

from dataclasses import dataclass, field

from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import JSONResponse, PlainTextResponse

api = FastAPI(docs_url="/help", redoc_url=None, openapi_url="/api/schema.json")


@dataclass
class Task:
    text: str
    done: bool = False
    labels: list[str] = field(default_factory=list)


tasks: list[Task] = []


@api.post("/tasks/", response_model=Task)
async def add(task: Task):
    tasks.append(task)
    return task


@api.get("/tasks/", response_model=list[Task])
async def everything(done: bool | None = Query(default=None)):
    return [task for task in tasks if done in (None, task.done)]


@api.get("/tasks/{number}", response_model=Task, responses={410: {"description": "Gone"}})
async def one(number: int):
    if not 0 <= number < len(tasks):
        return JSONResponse({"detail": "no such task"}, status_code=410)
    return tasks[number]


@api.get("/motto", response_class=PlainTextResponse)
async def motto():
    return "One thing at a time"


@api.get("/maintenance")
async def maintenance():
    raise HTTPException(418, "short and stout")
