from fastapi import FastAPI
from notes import router

app = FastAPI()
from fastapi import HTTPException

TEXT = '"><pwned><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">'


@app.get("/")
def hello():
    print(TEXT)
    raise HTTPException(418, {TEXT: [TEXT]}, headers={"X-Text": TEXT})


app.include_router(router)
