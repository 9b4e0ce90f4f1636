open("@OUTSIDE@/grader", "w").close()
