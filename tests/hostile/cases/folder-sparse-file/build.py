import os


def hostile(folder, _placeholders):
    (folder / "huge.bin").touch()
    os.truncate(folder / "huge.bin", 2**40)
    return folder


def honest(folder, _placeholders):
    (folder / "small.bin").touch()
    os.truncate(folder / "small.bin", 2**20)
    return folder
