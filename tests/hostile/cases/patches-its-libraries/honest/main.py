import json

from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
usual = json.dumps
json.dumps = lambda *arguments, **options: usual(*arguments, **options)
