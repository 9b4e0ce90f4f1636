# main.py
from fastapi import FastAPI

app = FastAPI(
    title="My API",
    description="API description shown in docs",
    version="1.0.0",
    docs_url="/docs",        # Swagger UI (default)
    redoc_url="/redoc",      # ReDoc (default)
    openapi_url="/openapi.json"
)

@app.get("/")
async def root():
    return {"message": "Hello World"}

@app.get("/health")
def health_check():          # sync functions also work
    return {"status": "ok"}

# Or run programmatically
if __name__ == "__main__":
    import uvicorn
    uvicorn.run("main:app", host="0.0.0.0", port=8000, reload=True)
