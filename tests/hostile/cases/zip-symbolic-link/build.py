import stat

from tests.hostile.packing import packed, special


def hostile(folder, _placeholders):
    return packed(folder, (special("link", stat.S_IFLNK | 0o777), b"/etc/passwd"))


def honest(folder, _placeholders):
    return packed(folder, (special("link", stat.S_IFREG | 0o644), b"/etc/passwd"))
