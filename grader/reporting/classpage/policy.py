"""How a page's security policy names the style and the script that stand in it."""

from __future__ import annotations

import base64
import hashlib


def source_hash(text: str) -> str:
    """Return what `style-src` or `script-src` calls the element with just this `text`, without quotes."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
