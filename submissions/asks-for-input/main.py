from fastapi import FastAPI

name = input("What is your name? ")
app = FastAPI(title=f"API of {name}")


@app.get("/")
def root():
    return {"message": f"Hello {name}"}
