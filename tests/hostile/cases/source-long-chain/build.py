def hostile(folder, _placeholders):
    (folder / "chain.py").write_text("x = a" + ".b" * 20_000 + "\ny = " + "-" * 20_000 + "1\n")
    (folder / "sum.py").write_text("x = " + "+".join(["1"] * 20_000) + "\n")
    return folder


def honest(folder, _placeholders):
    (folder / "chain.py").write_text("x = 'a'" + ".upper()" * 20 + "\n")
    return folder
