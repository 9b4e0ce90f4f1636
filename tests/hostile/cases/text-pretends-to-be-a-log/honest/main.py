from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
print('INFO:     127.0.0.1:0 - "GET / HTTP/1.1" 500')
