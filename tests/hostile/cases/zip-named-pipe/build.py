import stat

from tests.hostile.packing import packed, special


def hostile(folder, _placeholders):
    return packed(folder, (special("pipe", stat.S_IFIFO | 0o644), b""))


def honest(folder, _placeholders):
    return packed(folder, (special("pipe", stat.S_IFREG | 0o644), b""))
