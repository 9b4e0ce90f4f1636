"""A package: middleware as a class, dependencies for user and body, a router for the webhooks."""

from fastapi import FastAPI, Request

from . import hooks, users

app = FastAPI(title="Requests")
app.add_middleware(users.RememberUser, header="X-User")
app.include_router(hooks.router)
app.include_router(users.router)


@app.get("/info")
def describe(r: Request):
    ip, port = r.client
    return dict(
        method=r.scope["method"],
        url=r.url.__str__(),
        path=r.url.path,
        query_params=r.query_params,
        headers=r.headers,
        client_ip=ip,
        client_port=port,
    )
