def hostile(folder, _placeholders):
    for number in range(5):
        (folder / f"large{number}.py").write_text("x = [" + "1, " * 2_000_000 + "]\n")
    return folder


def honest(folder, _placeholders):
    (folder / "large.py").write_text("x = [" + "1, " * 5_000 + "]\n")
    return folder
