import os


def hostile(folder, _placeholders):
    for name in (b"a\nb.py", b"\x1b[2J.py", b"<pwned>.py", b"\xff\xfe.py", b"::error::x.py", b"`rm`$(x).py", b"-rf"):
        (folder / os.fsdecode(name)).write_bytes(b"x = 1\n")
    return folder


def honest(folder, _placeholders):
    (folder / "ein Name.py").write_bytes(b"x = 1\n")
    return folder
