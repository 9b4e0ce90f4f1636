"""A real browser for the class page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.reporting.classpage import ClassView, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Opener = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; where there is none the test is skipped, but fails in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        missing = (
            "the class page is tested in Chromium: install `chromium` and the Python package `playwright`"
        )
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open the page of a class; afterwards it must have asked for nothing and complained of nothing."""
    address = tmp_path / "index.html"
    asked: list[str] = []
    complaints: list[str] = []

    def open_page(view: ClassView, **options: object) -> Page:
        address.write_text(render(view), encoding="utf-8")
        page = browser.new_page(**options)  # type: ignore[arg-type]
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address.as_uri())
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert set(asked) <= {address.as_uri()}
    assert complaints == []
