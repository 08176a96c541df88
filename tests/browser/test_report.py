"""The report as a person sees it: axe, keyboard, print, no network."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from openpcf.demonstration.story import run
from openpcf.messages import LANGUAGES, text
from openpcf.workflow.base.environment import Environment
from openpcf.workflow.issue.report import report

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
    outside = Environment(home=out / "home")
    received = report(
        out / "declaration.json", outside, trust=out / "trust.json", policy=out / "policy.yaml"
    )
    (out / "received.html").write_bytes(received)
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


PAGES = ["report-a.html", "report-b.html", "received.html", "difference.html"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(
    browser: Browser, demo: Path, name: str, scheme: str, language: str
) -> None:
    context = browser.new_context(
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme=scheme,
    )
    page = context.new_page()
    page.goto((demo / name).as_uri())
    assert page.locator("html").get_attribute("lang") == text("meta.html", language)
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
    for language in reversed(LANGUAGES):
        code = text("meta.html", language)
        button = page.locator(f'#languages button[lang="{code}"]')
        button.focus()
        page.keyboard.press("Enter")
        assert page.locator("html").get_attribute("lang") == code
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator('#languages [aria-pressed="true"]').count() == 1
        heading = re.compile(re.escape(text("label.verdict", language)))
        assert page.get_by_role("heading", name=heading).is_visible()
    everything = page.locator("#lines details:visible").count()
    page.locator("input[value=gap]").focus()
    page.keyboard.press("Space")
    gaps = page.locator("#lines details:visible").count()
    assert 0 < gaps < everything
    assert gaps == page.locator('#lines details[data-gap="yes"]').count()


def test_a_line_opens_by_keyboard_and_shows_its_source(page: Page, demo: Path) -> None:
    page.goto((demo / "report-b.html").as_uri())
    first = page.locator("#lines > details").first
    source = first.locator("dd").last
    assert not source.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert source.is_visible()
    assert re.search(r"[a-z].*#row=[0-9]+", source.inner_text())
    page.keyboard.press("Enter")
    assert not source.is_visible()


def test_the_skip_link_is_first_and_leads_to_the_claim(page: Page, demo: Path) -> None:
    page.goto((demo / "report-b.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#claim")


CLIPPED = """() => {
  const wrong = [];
  for (const svg of document.querySelectorAll("svg.flows")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter(t => t.getClientRects().length);
    const boxes = texts.map(t => t.getBoundingClientRect());
    boxes.forEach((b, i) => {
      if (b.left < frame.left - 1 || b.right > frame.right + 1 || b.bottom > frame.bottom + 1)
        wrong.push("cut: " + texts[i].textContent);
      boxes.slice(i + 1).forEach((o, j) => {
        const wide = Math.min(b.right, o.right) - Math.max(b.left, o.left);
        const high = Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top);
        if (wide > 0 && high > b.height / 4)
          wrong.push(texts[i].textContent + " over " + texts[i + 1 + j].textContent);
      });
    });
  }
  return wrong;
}"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_screen_cut_or_on_top_of_another(
    browser: Browser, demo: Path, name: str, width: int, language: str
) -> None:
    context = browser.new_context(
        locale="zh-CN" if language == "zh" else "en-GB", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto((demo / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CLIPPED) == []
    context.close()


def printed(browser: Browser, source: Path, target: Path, language: str = "en") -> None:
    context = browser.new_context(locale="zh-CN" if language == "zh" else "en-GB")
    page = context.new_page()
    page.goto(source.as_uri())
    page.pdf(path=str(target), prefer_css_page_size=True)
    context.close()


def page_text(pdf: Path, number: int) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-f", str(number), "-l", str(number), str(pdf), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


ON_PAGE_ONE = ("claim", "verdict", "reasons", "statement", "where")
"""Labels of the first page, and last the heading of the second."""


@pytest.mark.parametrize("name", ["report-a.html", "report-b.html", "received.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_claim_and_verdict_are_one_printed_page(
    browser: Browser, demo: Path, tmp_path: Path, name: str, language: str
) -> None:
    target = tmp_path / "report.pdf"
    printed(browser, demo / name, target, language)
    *officers, engineers = (text(f"label.{key}", language) for key in ON_PAGE_ONE)
    first, second = page_text(target, 1), page_text(target, 2)
    assert all(words in first for words in officers)
    assert engineers not in first
    assert engineers in second
    size = subprocess.run(["pdfinfo", str(target)], capture_output=True, text=True, check=True)
    assert "(A4)" in size.stdout


def test_a_phone_reads_the_printed_code(browser: Browser, demo: Path, tmp_path: Path) -> None:
    if shutil.which("zbarimg") is None:
        if os.environ.get("CI"):
            pytest.fail("zbar-tools is not installed (tools/setup_debian.sh)")
        pytest.skip("zbar-tools is not installed (tools/setup_debian.sh)")
    target = tmp_path / "report.pdf"
    printed(browser, demo / "report-b.html", target)
    picture = tmp_path / "page"
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-singlefile", "-png", target, picture],
        check=True,
    )
    read = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "--nodbus", f"{picture}.png"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    link, _, digest = read.partition("#")
    assert link == "https://id.gs1.org/01/09521234543213"
    declaration = json.loads((demo / "declaration.json").read_bytes())
    middle = declaration["footprint"].split("~")[0].split(".")[1]
    raw = base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4))
    assert digest == f"sha-256:{hashlib.sha256(raw).hexdigest()}"


def test_it_reads_without_script(browser: Browser, demo: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo / "report-b.html").as_uri())
    assert page.locator("#lines details").count() > 100
    assert not page.locator("#filters").is_visible()
    assert page.get_by_role("heading", name=re.compile(text("label.recompute"))).is_visible()
    context.close()
