open("@OUTSIDE@/sitecustomize", "w").close()
