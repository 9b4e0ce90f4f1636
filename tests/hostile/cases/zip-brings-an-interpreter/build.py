from tests.hostile.packing import packed, special


def hostile(folder, _placeholders):
    script = b"#!/bin/sh\ntouch @OUTSIDE@/ran\n".replace(b"@OUTSIDE@", _placeholders["@OUTSIDE@"].encode())
    return packed(folder, ("env/pyvenv.cfg", b"home = /usr\n"), (special("env/bin/python", 0o100755), script))


def honest(folder, _placeholders):
    return packed(folder, ("env.py", b""))
