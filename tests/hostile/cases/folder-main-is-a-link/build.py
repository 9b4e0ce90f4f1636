def hostile(folder, placeholders):
    (folder / "main.py").unlink()
    (folder / "main.py").symlink_to(placeholders["@LESSON@"] + "/solution/main.py")
    return folder


def honest(folder, _placeholders):
    (folder / "main.py").rename(folder / "app.py")
    return folder
