open("@OUTSIDE@/click", "w").close()
