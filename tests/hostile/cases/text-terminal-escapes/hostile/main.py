from fastapi import FastAPI
from notes import router

app = FastAPI()
TEXT = "\x1b]0;pwned\x07\x1b]52;c;cHduZWQ=\x07\x1b[2J\x1b]8;;http://x\x1b\\link\x9b31m\x90q\x00\x08\x7f"


@app.get("/")
def hello():
    print(TEXT, flush=True)
    raise ValueError(TEXT)


app.include_router(router)
