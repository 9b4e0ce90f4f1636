from fastapi import FastAPI


def make() -> FastAPI:
    return "GET / 200"


app = make()
