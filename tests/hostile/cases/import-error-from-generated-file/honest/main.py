from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
exec(compile("value = 1", "@SECRET_FILE@", "exec"))
