from fastapi import FastAPI
from notes import router
from tools import publish

app = FastAPI()
app.include_router(router)
def spoil(document):
    answer = {"get": {"responses": {"200": {"description": "x"}}}}
    for path in (
        "http://127.0.0.1:@TCP_PORT@/",
        "//127.0.0.1:@TCP_PORT@/x",
        "/../../etc/passwd",
        "/a b",
        "/x HTTP/1.1\r\nHost: other\r\n\r\nGET /y",
        "/\ud800",
        "/{a}{a}/{}/{b",
        "@127.0.0.1:@TCP_PORT@/",
        "x" * 100_000,
    ):
        document["paths"][path] = answer


app.openapi_url = None
made = []


@app.get("/openapi.json", include_in_schema=False)
def document():
    import json

    from fastapi import Response

    publish(app, spoil)
    return Response(json.dumps(app.openapi()), media_type="application/json")
