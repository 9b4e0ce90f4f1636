raise SystemExit("asyncio")
