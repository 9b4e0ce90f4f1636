import sys

from fastapi import FastAPI

app = FastAPI()

if len(sys.argv) < 2:
    print("usage: main.py PORT")
    sys.exit(1)


@app.get("/")
def root():
    return {"message": "Hello"}
