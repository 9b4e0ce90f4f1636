import secrets
from typing import Annotated

from fastapi import HTTPException, Security
from fastapi.security import APIKeyHeader

scheme = APIKeyHeader(name="X-Admin-Token", auto_error=False)


class Token:
    def __init__(self, secret: str):
        self.secret = secret

    async def __call__(self, given: Annotated[str | None, Security(scheme)]) -> str:
        if not given or not secrets.compare_digest(given.encode(), self.secret.encode()):
            raise HTTPException(403)
        return given
