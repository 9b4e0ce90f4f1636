from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
class Escape(BaseException):
    pass


raise Escape("past every handler")
