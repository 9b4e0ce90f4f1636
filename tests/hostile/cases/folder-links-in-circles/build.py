def hostile(folder, _placeholders):
    (folder / "self").symlink_to("self")
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to("..")
    return folder


def honest(folder, _placeholders):
    (folder / "inner").mkdir()
    return folder
