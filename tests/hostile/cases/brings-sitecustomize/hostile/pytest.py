open("@OUTSIDE@/pytest", "w").close()
