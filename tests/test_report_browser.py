"""The page for a visit in a real browser: no request, no script, two sheets of either paper, a phone, contrast and headings."""

from __future__ import annotations

import base64
import io
import json
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from effort import tried
from kfit.errors import KfitError
from kfit.formats.browser import PAPERS, Browser, find_browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Kfit

BROWSER = find_browser()
AXE = Path(__file__).parents[1] / ".ci" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
WEEKS = 14
MADE: dict[str, str] = {}  # the pages that were written already, by the name of their diary


def on(ago: int) -> str:
    return f"--on {date(2026, 11, 22) - timedelta(days=ago)}"


def full() -> list[str]:
    """A diary with all that sheet 1 has room for: infusions, three forms, pain, severe side effects, medicines, questions."""
    lines = [f"mood {(ago * 7 + ago // 5) % 8 + 1} {on(ago)}" for ago in range(WEEKS * 7) if ago % 9]
    lines += [f"sleep {4 + ago % 5}h{ago % 4 * 15:02} --sure {on(ago)}" for ago in range(WEEKS * 7) if ago % 7]
    lines += [
        f"pain {ago % 8 + 1} {on(ago)}\nanxiety {ago % 7} {on(ago)}\nwalk {10 + ago % 30} {on(ago)}" for ago in range(0, WEEKS * 7, 2)
    ]
    for ago in (*range(90, 70, -3), *range(60, 0, -10)):
        lines += [f"infusion iv 40mg --clinic Riverside {on(ago)}", f"bp 128/82 {on(ago)}"]
        lines += [
            f"effect {name} 3 {on(ago)}" for name in ("nausea", "fog", "headache", "dissociation", "fatigue", "dizziness", "blurred-vision")
        ]
    lines += [f"{form} --total {20 - ago // 14} {on(ago)}" for ago in range(0, 98, 14) for form in ("phq9", "gad7", "pcl5")]
    lines += [f"med {name} started {on(100)}" for name in ("sertraline 100mg", "lamotrigine 150mg", "lithium 600mg", "melatonin 3mg")]
    return [*lines, f"med lithium 900mg changed {on(20)}", f"med sertraline 150mg changed {on(40)}"]


def course() -> list[str]:
    return [f"dose troche 100mg {on(ago)}\nmood {ago % 7 + 2} {on(ago)}" for ago in range(50)]


DIARIES: dict[str, Callable[[], list[str]]] = {
    "empty": list, "full": full, "course": course, "one infusion": lambda: [f"infusion iv 40mg {on(9)}", f"mood 4 {on(10)}", f"mood 5 {on(11)}"],
}  # fmt: skip
ASKED = {
    "full": ("can we space the infusions further apart, or is the fading a sign to go on at this pace", "may I drive the morning after",
             "is the fog from ketamine or from lamotrigine", "blood pressure at home is higher than in the clinic", "what if insurance stops"),
    "empty": (), "course": ("may I take it before bed",), "one infusion": (),
    "hostile": ("<script>alert(1)</script>", "</svg></title><img src=http://192.0.2.1/x>", "w" * 300),
}  # fmt: skip
DIARIES["hostile"] = lambda: [f"mood 5 {on(1)}", f"med {'x' * 28} started {on(2)}", f"infusion iv --clinic {'y' * 28} {on(3)}"]


@pytest.fixture
def page(kfit: Kfit, tmp_path: Path) -> Callable[[str], str]:
    """The page of a diary, as HTML: `page("full")`."""

    def written(name: str) -> str:
        if name not in MADE:
            here = {"KFIT_DB": str(tmp_path / f"{name}.db")}
            if lines := DIARIES[name]():
                said = kfit("log - --sure --quiet", stdin="\n".join(lines), **here)
                assert said.code == 0, said.err
            if name == "full":
                assert kfit("config set held_mood 2", **here).code == 0  # so that there is an estimate of how long mood held
            for words in ASKED[name]:
                kfit(["ask", "--", words], **here)
            said = kfit("report --include items,clinics,names -o page.html --force", **here)
            assert said.code == 0, said.err
            MADE[name] = Path("page.html").read_text(encoding="utf-8")
        return MADE[name]

    return written


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    assert BROWSER
    with ExitStack() as ending:
        try:
            running = ending.enter_context(Browser(BROWSER))
        except KfitError as error:
            pytest.skip(f"Chromium does not start here: {error}")
        yield running


def value(browser: Browser, script: str) -> Any:
    """Return what a script gives in the page that is shown: the policy of the page does not hold for it."""
    found = browser.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
    assert "exceptionDetails" not in found, found
    return found["result"]["value"]


def loaded(browser: Browser, path: Path) -> tuple[list[str], list[str]]:
    """Load a file, and return the addresses that were asked for and the scripts that ran."""
    for domain in ("Network", "Page", "Debugger"):
        browser.ask(f"{domain}.enable")
    browser.events.clear()
    browser.ask("Page.navigate", url=path.as_uri())
    while value(browser, "document.readyState") != "complete":
        pass
    asked = [one["params"]["request"]["url"] for one in browser.events if one.get("method") == "Network.requestWillBeSent"]
    ran = [one["params"] for one in browser.events if one.get("method") == "Debugger.scriptParsed"]
    browser.ask("Debugger.disable")
    return asked, [str(one["url"]) for one in ran if "kfit" not in one["url"] and one["url"].startswith("file")]


def printed(browser: Browser, html: str, width: float, height: float) -> list[str]:
    """Return the text of each sheet."""
    browser.show(html)
    told = browser.ask("Page.printToPDF", paperWidth=width, paperHeight=height)
    return [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(base64.b64decode(told["data"]))).pages]


def violations(browser: Browser, html: str, width: int) -> list[str]:
    browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
    browser.show(html)
    value(browser, f"{AXE.read_text(encoding='utf-8')}; 1")
    found = json.loads(value(browser, "axe.run().then(found => JSON.stringify(found.violations))"))
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_it_asks_for_nothing_and_runs_no_script(browser: Browser, page: Callable[[str], str], tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(page("hostile"), encoding="utf-8")
    assert loaded(browser, file) == ([file.as_uri()], [])
    planted = "<script>document.title = 'ran'</script><img src='http://192.0.2.1/x.png'>"
    other = tmp_path / "planted.html"
    other.write_text(page("hostile").replace("</main>", f"{planted}</main>"), encoding="utf-8")
    loaded(browser, other)
    assert value(browser, "document.title").startswith("Treatment log")  # the policy holds a script off
    other.write_text(f"<html>{planted}</html>", encoding="utf-8")
    asked, ran = loaded(browser, other)
    assert asked == [other.as_uri(), "http://192.0.2.1/x.png"]  # without it both are noticed
    assert ran == [other.as_uri()]


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("full", "a4"),
        ("full", "us-letter"),
        *tried([], [("empty", "a4"), ("course", "us-letter"), ("one infusion", "a4"), ("hostile", "us-letter")]),
    ],
)
def test_it_prints_two_sheets(browser: Browser, page: Callable[[str], str], name: str, paper: str) -> None:
    first, second = printed(browser, page(name), *PAPERS[paper])
    assert first.startswith("Treatment log for the visit")
    assert "How complete it is" in first
    assert "How the figures were made" in second
    assert ("How long mood held after infusions" in second) == (name == "full")


@pytest.mark.parametrize("name", tried(["full", "hostile"], [*DIARIES]))
def test_it_holds_on_a_phone(browser: Browser, page: Callable[[str], str], name: str) -> None:
    browser.ask("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    browser.show(page(name))
    assert value(browser, "document.documentElement.scrollWidth") == 360
    browser.show(page(name).replace("</main>", "<p style='width: 400px'>wide</p></main>"))
    assert value(browser, "document.documentElement.scrollWidth") > 360


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: npm install --prefix .ci/npm axe-core")
@pytest.mark.parametrize(("name", "width"), tried([("full", 360)], [("full", 1000), ("empty", 360), ("course", 360), ("hostile", 360)]))
def test_axe_finds_nothing(browser: Browser, page: Callable[[str], str], name: str, width: int) -> None:
    assert violations(browser, page(name), width) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: npm install --prefix .ci/npm axe-core")
def test_axe_finds_what_is_planted(browser: Browser, page: Callable[[str], str]) -> None:
    html = page("empty").replace("</main>", "<h4 style='color: #ddd'>pale</h4></main>")
    assert {one.partition(":")[0] for one in violations(browser, html, 1000)} == {"color-contrast", "heading-order"}
