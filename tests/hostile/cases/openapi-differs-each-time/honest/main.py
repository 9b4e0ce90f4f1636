from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
publish(app, lambda document: document["info"].update({"x-now": id(document)}))
