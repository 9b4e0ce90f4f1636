from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import Response


@app.middleware("http")
async def bloat(_request, _call_next):
    return Response("<pwned>" * 600_000, status_code=418)


app.include_router(router)
