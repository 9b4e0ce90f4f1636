from fastapi import FastAPI
from notes import router

app = FastAPI()
TEXT = "{{ 2221.9977 }} {{ 703 * 7023 - 120 }} {% raise %} [bold red]x[/] [link=file:///x]y[/link] ![p](http://x/p) ```\n# h\n=1+1\n@SUM(1)"


@app.get("/")
def hello():
    print(TEXT, flush=True)
    raise ValueError(TEXT)


app.include_router(router)
