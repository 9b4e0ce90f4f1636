"""A factory, Path() and Query() as default values, an alias, and a response built by hand."""

from fastapi import FastAPI, Path, Query, status
from fastapi.responses import JSONResponse


def create_app() -> FastAPI:
    api = FastAPI(title="Users", version="7.1", description="One endpoint", docs_url="/docs", redoc_url="/redoc")

    @api.get("/")
    def index():
        """Not asked for."""
        return {"see": "/docs"}

    @api.get("/users/{user_id}", summary="One user", tags=["users"], status_code=status.HTTP_200_OK)
    def one(
        number: int = Path(..., alias="user_id", title="The user's number"),
        is_active: bool = Query(True, alias="active", description="Is the user active?"),
    ):
        answer = dict(active=is_active)
        answer["user_id"] = number
        return JSONResponse(answer)

    return api


app = create_app()
