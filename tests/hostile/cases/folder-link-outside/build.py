def hostile(folder, placeholders):
    (folder / "secret.txt").symlink_to(placeholders["@SECRET_FILE@"])
    (folder / "lesson").symlink_to(placeholders["@LESSON@"])
    return folder


def honest(folder, _placeholders):
    (folder / "link.py").symlink_to("notes.py")
    return folder
