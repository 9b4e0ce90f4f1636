raise SystemExit("uvicorn")
