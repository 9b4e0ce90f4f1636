from fastapi.middleware.cors import CORSMiddleware

from items import api

app = CORSMiddleware(api, allow_origins=["http://localhost:3000"], allow_methods=["*"], allow_headers=["*"])
