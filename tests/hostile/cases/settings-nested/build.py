def hostile(folder, _placeholders):
    for name in ("pyproject.toml", "answers.toml"):
        (folder / name).write_text("a = " + "[" * 20_000 + "]" * 20_000 + "\n")
    return folder


def honest(folder, _placeholders):
    (folder / "pyproject.toml").write_text("[tool.notes]\na = [[[[]]]]\n")
    return folder
