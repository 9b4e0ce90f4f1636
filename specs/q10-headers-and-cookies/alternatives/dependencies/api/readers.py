from dataclasses import dataclass

from fastapi import Cookie, Depends, Header, Request


@dataclass
class Browser:
    agent: str | None = Header(None, alias="User-Agent")
    language: str | None = Header(None, alias="accept-language")


def token(X_Token: str | None = Header(default=None, description="Any text")):  # noqa: N803
    return X_Token


def tokens(request: Request, _documented: list[str] | None = Header(None, alias="X-Token")):
    return request.headers.getlist("x-token")


class Session:
    def __init__(self, session: str | None = Cookie(None, alias="session_id")):
        self.session = session


def headers(token: str | None = Depends(token), browser: Browser = Depends()):
    return {"User-Agent": browser.agent, "Accept-Language": browser.language, "X-Token": token}
