import os
import pwd

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
with attempt("listed the home of the user"):
    os.listdir(pwd.getpwuid(os.getuid()).pw_dir)
    open(os.path.join(pwd.getpwuid(os.getuid()).pw_dir, ".bashrc")).close()
