"""The page for a visit as one HTML document: whole, private, without a request or a script, and made to be read aloud and printed."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

EMPTY = ("meta", "br", "hr")
HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}", '"><img src=x onerror=y>', "a\x1b[2Jb", "\u202eevil", "</svg></title>"]


class Document(HTMLParser):
    """The elements of a page with their attributes, the text, and whether every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def of(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def written(kfit: Kfit, home: Path, line: str = "report -o report.html") -> str:
    said = kfit(line)
    assert (said.err, said.code) == ("", 0)
    return (home / "report.html").read_text(encoding="utf-8")


def svg(text: str) -> ET.Element:
    found = re.search(r"<svg.*?</svg>", text, re.DOTALL)
    assert found
    return ET.fromstring(found[0])


def shapes(text: str, tag: str) -> list[ET.Element]:
    return svg(text).findall(f"{{http://www.w3.org/2000/svg}}{tag}")


@pytest.fixture
def log(kfit: Kfit, grown: Grown) -> Kfit:
    """A diary of a few days with all that the page draws."""
    grown(
        (
            "mood 5 --on 2026-11-10", "mood 6 --on 2026-11-11", "mood 3 --on 2026-11-14", "sleep 6h --on 2026-11-11", "walk 20 --on 2026-11-11",
            "pain 4 --on 2026-11-12", "infusion iv 40mg --on 2026-11-11", "dose troche 100mg --on 2026-11-14", "phq9 --total 14 --on 2026-11-10",
        )
    )  # fmt: skip
    return kfit


def test_the_file_is_whole_and_for_this_account_alone(log: Kfit, home: Path) -> None:
    said = log("report -o sub/report.html")
    path = home / "sub" / "report.html"
    assert said.out.startswith(f"The page is in {path}\nIt holds Tue 10 Nov to Sun 22 Nov 2026, 13 days.")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]
    assert log("report -o sub/report.html --json --force").json["path"] == str(path)


def test_a_file_that_is_there_stays(log: Kfit, home: Path, db_path: Path) -> None:
    before = written(log, home)
    log("mood 9")
    said = log("report -o report.html")
    assert (said.code, "To write over it: --force" in said.err) == (2, True)
    assert (home / "report.html").read_text(encoding="utf-8") == before
    assert written(log, home, "report -o report.html --force") != before
    link = home / "link.html"
    link.symlink_to(db_path)
    assert "is a database" in log("report -o link.html --force").err


def test_a_visit_is_not_kept_where_the_file_could_not_be_written(log: Kfit, home: Path) -> None:
    written(log, home)
    assert log("report -o report.html --visit").code == 2
    assert log("report --since last-visit").code == 2


def test_it_asks_the_network_for_nothing_and_runs_nothing(log: Kfit, home: Path) -> None:
    text = written(log, home)
    page = Document(text)
    policy = next(one["content"] for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert not page.of("script", "link", "img", "iframe", "object", "embed", "base", "form", "a", "use", "image")
    assert [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name in ("src", "href", "style")
    ] == []
    assert "url(" not in text
    assert "@import" not in text
    assert re.findall(r"https?://[^\"'\s<]+", text) == ["http://www.w3.org/2000/svg"]


def test_nothing_that_was_typed_is_markup(kfit: Kfit, home: Path) -> None:
    for number, words in enumerate(HOSTILE):
        kfit(["ask", "--", words])
        kfit(["note", words, "--mark", words[:40].replace("\x1b", "")])
        kfit(["med", f"pill{number}", "started"])
        kfit(["infusion", "iv", "--clinic", words.replace("\x1b", "")])
        kfit(["walk", "10", "--with", words[:40].replace("\x1b", "")])
    kfit("mood 5")
    text = written(kfit, home, "report -o report.html --include notes,marks,companions,clinics --name '<b>A</b>'")
    page = Document(text)
    assert page.open == []
    assert not page.of("script", "img", "b")
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "{{ 7*7 }}" in text
    assert "49" not in [part.strip() for part in page.text]
    for letter in ("\x1b", "\u202e"):
        assert letter not in text
    assert "<script>alert(1)</script>" in "".join(page.text)


def test_it_can_be_read_aloud(log: Kfit, home: Path) -> None:
    page = Document(written(log, home))
    assert page.open == []
    assert page.of("html") == [{"lang": "en"}]
    headings = [tag for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    assert set(headings[1:]) == {"h2"}
    tables = len(page.of("table"))
    assert tables == len(page.of("caption")) > 3
    assert all(one.get("scope") in ("col", "row") for one in page.of("th"))
    (drawn,) = page.of("svg")
    assert drawn["role"] == "img"
    names = (drawn["aria-labelledby"] or "").split()
    assert [one.get("id") for one in page.of("desc")] + ["chart-title"] == names[::-1]
    said = svg(written(log, home, "report -o report.html --force"))[1].text
    assert (
        said == "Tue 10 Nov to Sun 22 Nov: mood on 3 days, sleep on 1 day, moved on 1 day, pain on 1 day. Marked: Wed 11 Nov, Sat 14 Nov."
    )


def test_it_is_made_for_a_phone_and_for_two_sheets(log: Kfit, home: Path) -> None:
    text = written(log, home)
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert text.count('class="second"') == 1
    assert ".second { break-before: page; }" in text
    first, second = text.split('class="second"')
    assert "How complete it is" in first
    assert "Week by week" in second
    assert "How the figures were made" in second


def test_the_shapes_need_no_stylesheet_and_no_colour(log: Kfit, home: Path) -> None:
    text = written(log, home)
    for shape in svg(text).iter():
        assert "style" not in shape.attrib
        assert "class" not in shape.attrib
        for name in ("fill", "stroke"):
            colour = shape.attrib.get(name, "#000000")
            assert colour[1:3] == colour[3:5] == colour[5:7]  # a grey


def test_a_day_without_an_entry_is_a_gap(log: Kfit, home: Path) -> None:
    text = written(log, home)
    joined = [line for line in shapes(text, "line") if line.attrib.get("stroke-width") == "1.2"]
    assert len(joined) == 1  # from the 10th to the 11th, not on to the 14th
    assert len(shapes(text, "circle")) == 3 + 1


def test_an_infusion_is_a_whole_line_a_dose_a_dashed_one_a_course_a_band(log: Kfit, home: Path) -> None:
    text = written(log, home)
    assert (len(shapes(text, "polygon")), len([one for one in shapes(text, "line") if "stroke-dasharray" in one.attrib])) == (1, 1)
    assert "Upright line with a triangle: infusion. Dashed upright line: dose." in text
    assert "Grey band" not in text
    log("log - --quiet", stdin="".join(f"dose troche 200mg --on 2026-10-{day:02}\n" for day in range(1, 21)))
    text = written(log, home, "report -o report.html --force")
    bands = [one for one in shapes(text, "rect") if one.attrib["fill"] == "#dddddd"]
    assert len(bands) == 1
    assert float(bands[0].attrib["width"]) == pytest.approx(20 * (1000 - 34 - 12) / 53, abs=1)
    assert "Grey band: course of doses." in text


@pytest.mark.parametrize("since", ["2026-11-22", "2026-11-12", "2026-09-27", "2025-11-22", "2016-01-01"])
def test_the_dates_fit_below_the_chart(log: Kfit, home: Path, since: str) -> None:
    log("mood 6")
    text = written(log, home, f"report --since {since} -o report.html")
    dates = [one for one in shapes(text, "text") if re.fullmatch(r"\d+ [A-Z][a-z]{2}( \d{4})?", one.text or "")]
    assert 1 <= len(dates) <= 10
    for shape in svg(text).iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(shape.attrib.get(name, 1)) <= 1000


def test_the_page_is_opened_by_what_opens_such_files(log: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = home / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    said = log("report -o report.html --open")
    assert (said.code, said.err.startswith("Nothing on this machine says what opens it.")) == (0, True)
    opener = programs / ("open" if sys.platform == "darwin" else "xdg-open")
    opener.write_text('#!/bin/sh\nprintf %s "$1" > "$HOME/told.part"; /bin/mv "$HOME/told.part" "$HOME/told"\n')
    opener.chmod(0o700)
    assert log("report -o report.html --open --force").err == ""
    until = time.monotonic() + 10
    while not (home / "told").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert (home / "told").read_text() == str(home / "report.html")
    assert "Try: kfit report -o report.html --open" in log("report --open").err


def test_nothing_is_drawn_where_nothing_is_logged(kfit: Kfit, home: Path) -> None:
    text = written(kfit, home)
    assert "<svg" not in text
    assert "Nothing is logged in this time." in text


def test_a_full_disk_leaves_no_half_page(log: Kfit, home: Path) -> None:
    """A file system of a few pages is full in the middle of it."""
    script = (
        "import sys, resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); import signal;"
        " signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.argv = ['kfit', 'report', '-o', 'out/report.html'];"
        " from kfit.__main__ import main; sys.exit(main())"
    )
    log("mood 6")
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (said.returncode, "Nothing was left behind." in said.stderr) == (1, True), said.stderr
    assert not (home / "out").exists()


@pytest.mark.usefixtures("log")
def test_the_template_is_loaded_for_a_file_alone() -> None:
    script = "import sys; from kfit.__main__ import main; sys.argv = ['kfit', *sys.argv[1:]]; main(); print([name for name in ('jinja2', 'typst') if name in sys.modules])"
    cases = (("report", "[]"), ("mood 6", "[]"), ("report -o report.html", "['jinja2']"), ("report -o report.pdf", "['typst']"))
    for line, loaded in cases:
        said = subprocess.run([sys.executable, "-c", script, *line.split()], capture_output=True, text=True, check=True)
        assert said.stdout.splitlines()[-1] == loaded
