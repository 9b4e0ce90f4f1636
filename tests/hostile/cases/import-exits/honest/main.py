import sys

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
if __name__ == "__main__":
    sys.exit(0)
