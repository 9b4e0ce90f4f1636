from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
@app.get("/extra")
def extra(q: str = ""):
    return q


def spoil(document):
    operation = document["paths"]["/extra"]["get"]
    operation["parameters"][0]["schema"] = {"type": "string", "pattern": r"^(([a-z])+.)+[A-Z]([a-z])+(a+)+$", "minLength": 60}
    operation["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "string", "pattern": "^((a*)*)*b$"}


publish(app, spoil)
