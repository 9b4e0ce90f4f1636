open("@OUTSIDE@/httpx", "w").close()
