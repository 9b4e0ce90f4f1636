from fastapi import FastAPI
from notes import router


def make() -> FastAPI:
    made = FastAPI()
    made.include_router(router)
    return made


app = make()
