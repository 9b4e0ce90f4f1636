from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.get("/extra")
def extra(q: str = ""):
    return q


def spoil(document):
    schema = {"enum": [f"v{n}" for n in range(100_000)], "anyOf": [{"const": n} for n in range(20_000)]}
    document["paths"]["/extra"]["get"]["parameters"][0]["schema"] = schema


publish(app, spoil)
