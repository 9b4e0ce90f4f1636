"""The names that FastAPI, Starlette and Pydantic give to what a lesson is about."""

METHODS = ("get", "post", "put", "patch", "delete", "options", "head", "trace")
ROUTE_CALLS = (*METHODS, "api_route", "add_api_route", "websocket")
MARKERS = ("Query", "Path", "Header", "Cookie", "Body", "Form", "File")
DECLARATIONS = (*MARKERS, "Field")
RESPONSES = (
    "Response",
    "JSONResponse",
    "ORJSONResponse",
    "HTMLResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "StreamingResponse",
    "FileResponse",
)
ROUTERS = ("APIRouter", "include_router", "FastAPI")
BOUNDED = (*DECLARATIONS, "StringConstraints", "constr", "conint", "confloat", "conlist")
"""What takes `ge`, `max_length` and the like."""
