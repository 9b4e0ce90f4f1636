from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.get("/extra")
def extra():
    return {}


def spoil(document):
    elsewhere = [{"url": "http://127.0.0.1:@TCP_PORT@"}, {"url": "//127.0.0.1:@TCP_PORT@/{x}", "variables": {"x": {"default": "y"}}}]
    document["servers"] = elsewhere
    document["paths"]["/extra"]["servers"] = document["paths"]["/extra"]["get"]["servers"] = elsewhere


publish(app, spoil)
