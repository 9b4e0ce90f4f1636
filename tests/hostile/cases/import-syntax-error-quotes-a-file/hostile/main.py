from fastapi import FastAPI
from notes import router

app = FastAPI()
app.include_router(router)
raise SyntaxError("look", ("@SECRET_FILE@", 1, 1, None))
