"""Another app in the same project, which is not the one to grade."""

from fastapi import FastAPI

app = FastAPI(title="Worker")
