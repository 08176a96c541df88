"""The report as a person sees it: axe, keyboard, print, no network."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from openpcf.workflow.demo import run

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = "Debian's chromium is not installed (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "demo"
    list(run(out))
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


PAGES = ["report-a.html", "report-b.html", "difference.html"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing(
    browser: Browser, demo: Path, name: str, scheme: str, language: str
) -> None:
    context = browser.new_context(
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto((demo / name).as_uri())
    assert page.locator("html").get_attribute("data-lang") == language
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_page(page: Page, demo: Path, name: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((demo / name).as_uri())
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == 1


def test_the_language_switch_and_filters_work_by_keyboard(page: Page, demo: Path) -> None:
    page.goto((demo / "report-b.html").as_uri())
    page.locator("#language").focus()
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.get_by_role("heading", name=re.compile("结论")).is_visible()
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "en"
    everything = page.locator("#lines details:visible").count()
    page.locator("input[value=gap]").focus()
    page.keyboard.press("Space")
    gaps = page.locator("#lines details:visible").count()
    assert 0 < gaps < everything
    assert gaps == page.locator('#lines details[data-gap="yes"]').count()


def test_the_first_printed_page_is_the_officers(page: Page, demo: Path, tmp_path: Path) -> None:
    page.goto((demo / "report-b.html").as_uri())
    target = tmp_path / "report.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", "-f", "1", "-l", "1", str(target), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Claim" in text
    assert "Verdict" in text
    assert "Verifier's statement" in text
    assert "Where it comes from" not in text
    second = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", str(target), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Where it comes from" in second


def test_it_reads_without_script(browser: Browser, demo: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo / "report-b.html").as_uri())
    assert page.locator("#lines details").count() > 100
    assert not page.locator("#filters").is_visible()
    assert page.get_by_role("heading", name=re.compile("Recompute")).is_visible()
    context.close()
