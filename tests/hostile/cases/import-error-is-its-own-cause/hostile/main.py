from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
error = ValueError("circle")
other = ValueError("other")
error.__cause__, other.__cause__, other.__context__ = other, error, error
raise error
