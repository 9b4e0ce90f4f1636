open("@OUTSIDE@/usercustomize", "w").close()
