from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.get("/extra")
def extra():
    return {}


def spoil(document):
    names = ["Host", "Content-Length", "Transfer-Encoding", "Connection", "X\r\nInjected: yes", "", "\u00e9", "Cookie"]
    document["paths"]["/extra"]["get"]["parameters"] = [
        {"name": name, "in": place, "required": True, "schema": {"type": "string", "enum": ["chunked", "5", "a\r\nb: c"]}}
        for name in names
        for place in ("header", "cookie", "query", "path", "nowhere")
    ]


publish(app, spoil)
