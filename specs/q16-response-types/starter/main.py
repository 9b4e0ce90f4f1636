"""Response types: what to build stands in assignment.md."""

from fastapi import FastAPI

app = FastAPI()
