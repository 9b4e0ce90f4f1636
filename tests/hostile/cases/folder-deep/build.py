def hostile(folder, _placeholders):
    (folder / "/".join(["a"] * 300)).mkdir(parents=True)
    return folder


def honest(folder, _placeholders):
    (folder / "/".join(["a"] * 10)).mkdir(parents=True)
    return folder
