import os


def hostile(folder, _placeholders):
    for name in ("pipe.py", "pyproject.toml", "answers.toml", "requirements.txt"):
        os.mkfifo(folder / name)
    return folder


def honest(folder, _placeholders):
    (folder / "pyproject.toml").write_text("[project]\nname = 'notes'\n")
    return folder
