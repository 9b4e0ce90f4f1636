from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
from fastapi import Response

app.router.routes[:] = [route for route in app.router.routes if getattr(route, "path", "") != "/openapi.json"]


@app.get("/openapi.json", include_in_schema=False)
def document():
    return Response(b" " * 200_000_000 + b"{}", media_type="application/json")
