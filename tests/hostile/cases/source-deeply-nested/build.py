def hostile(folder, _placeholders):
    with (folder / "main.py").open("a") as main:
        main.write("x = " + "(" * 50_000 + "1" + ")" * 50_000 + "\n")
    return folder


def honest(folder, _placeholders):
    with (folder / "main.py").open("a") as main:
        main.write("x = " + "(" * 50 + "1" + ")" * 50 + "\n")
    return folder
