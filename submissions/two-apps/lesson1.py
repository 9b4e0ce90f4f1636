from fastapi import FastAPI

app = FastAPI(title="Lesson 1")


@app.get("/")
def root():
    return {"message": "Hello World"}
