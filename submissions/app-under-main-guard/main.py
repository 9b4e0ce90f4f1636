import uvicorn
from fastapi import FastAPI

if __name__ == "__main__":
    app = FastAPI()

    @app.get("/")
    def root():
        return {"message": "Hello"}

    uvicorn.run(app)
