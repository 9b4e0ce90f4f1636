from fastapi import FastAPI
from notes import router

app = FastAPI()
TEXT = "\n::error::pwned\n  ::set-output name=score::100\n##[error]pwned\n##vso[task.complete result=Succeeded]\n::stop-commands::x\n"


@app.get("/")
def hello():
    print(TEXT, flush=True)
    raise ValueError(TEXT)


app.include_router(router)
