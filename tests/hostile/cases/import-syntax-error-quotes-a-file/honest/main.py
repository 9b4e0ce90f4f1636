from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
try:
    compile("def", "nowhere.py", "exec")
except SyntaxError:
    pass
