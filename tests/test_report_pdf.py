"""The page for a visit as a PDF: tagged, the same words as the HTML, nothing typed is markup, nothing is left behind."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from effort import tried
from kfit.formats.browser import find_browser

if TYPE_CHECKING:
    from conftest import Grown, Kfit

LINES = (
    "mood 5 --on 2026-11-10", "mood 6 --on 2026-11-12", "sleep 6h --on 2026-11-11", "walk 20 --on 2026-11-11", "pain 4 --on 2026-11-12",
    "infusion iv 40mg --on 2026-11-11", "dose troche 100mg --on 2026-11-14", "phq9 --total 14 --on 2026-11-03",
    "phq9 --total 11 --on 2026-11-17", "effect nausea 2 --on 2026-11-11", "med sertraline 50mg started --on 2026-11-01",
    ["ask", "may I drive"], 'next "1 dec 10am"',
)  # fmt: skip
HOSTILE = (
    '#read("/etc/passwd") #panic("x") $x^2$ <label> @ref *b* _i_ `raw`',
    "#import a.typ // c /* d */ ]] }} )) #{ #[ #(",
    "= H - l + n ~ --- \\ #sys.inputs",
    "<script>alert(1)</script> </svg>",
)
NO_TYPST = "import sys; sys.modules['typst'] = None; from kfit.__main__ import main; sys.argv = ['kfit', *sys.argv[1:]]; sys.exit(main())"


@pytest.fixture
def log(kfit: Kfit, grown: Grown) -> Kfit:
    """A diary of two weeks."""
    grown(LINES)
    return kfit


def read(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(path.read_bytes()))


def words(reader: pypdf.PdfReader) -> str:
    """Return the text without any blank, since a PDF breaks its lines elsewhere."""
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def is_tagged(reader: pypdf.PdfReader) -> bool:
    root: Any = reader.root_object
    return bool(root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in root and root["/Lang"] == "en"


def test_it_is_a_tagged_pdf_of_two_sheets_for_this_account_alone(log: Kfit, home: Path) -> None:
    said = log("report --pdf")
    assert said.out.startswith(f"The page is in {home / 'report.pdf'}\nIt holds Sun 1 Nov to Sun 22 Nov 2026, 22 days.")
    assert (said.err, said.code) == ("", 0)
    assert stat.S_IMODE((home / "report.pdf").stat().st_mode) == 0o600
    reader = read(home / "report.pdf")
    assert (len(reader.pages), is_tagged(reader)) == (2, True)
    assert reader.metadata
    assert reader.metadata.title == "Treatment log for the visit, Sun 1 Nov to Sun 22 Nov 2026, 22 days"
    root: Any = reader.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert "Week by week" in reader.pages[1].extract_text()
    again = log("report -o report.pdf")
    assert (again.code, "To write over it: --force" in again.err) == (2, True)
    assert log("report -o report.pdf --force --json").json["path"] == str(home / "report.pdf")


@pytest.mark.parametrize(
    ("settings", "height"),
    [
        (("region US",), 792),
        (("date_order mdy", "region GB"), 842),
        *tried([], [((), 842), (("date_order mdy",), 792), (("region CA",), 792)]),
    ],
)
def test_the_sheet_is_the_one_of_the_region(log: Kfit, home: Path, settings: tuple[str, ...], height: int) -> None:
    for one in settings:
        assert log(f"config set {one}").code == 0
    log("report --pdf")
    assert round(float(read(home / "report.pdf").pages[0].mediabox.height)) == height


def test_it_has_every_word_of_the_html(log: Kfit, home: Path) -> None:
    log("report -o report.html")
    log("report -o report.pdf")
    there = words(read(home / "report.pdf"))
    cells = re.findall(r"<(?:td|th|li|caption|dd|dt|p|figcaption|h1|h2)\b[^>]*>([^<]+)<", (home / "report.html").read_text())
    assert len(cells) > 80
    assert [cell for cell in cells if "".join(cell.replace("&#39;", "'").split()) not in there] == []


def test_nothing_that_was_typed_is_markup(kfit: Kfit, home: Path) -> None:
    for number, typed in enumerate(HOSTILE):
        for line in (["ask", "--", typed], ["note", typed], ["infusion", "iv", "--clinic", typed[:60], "--on", f"2026-11-0{number + 1}"]):
            assert kfit(line).code == 0, line
    said = kfit(["report", "-o", "report.pdf", "--include", "notes,clinics", "--name", "#panic() *A*"])
    assert (said.err, said.code) == ("", 0)
    there = words(read(home / "report.pdf"))
    for typed in (*HOSTILE, "Name: #panic() *A*"):
        assert "".join(typed.split()) in there


def test_a_long_word_is_broken_and_not_cut_off(kfit: Kfit, home: Path) -> None:
    word = "".join(f"{number:03}x" for number in range(100))
    kfit(["ask", "--", word])
    kfit("report --pdf")
    assert word in words(read(home / "report.pdf"))


def test_a_letter_that_no_font_draws_stands_as_its_number_and_it_is_said(kfit: Kfit, home: Path) -> None:
    kfit(["ask", "--", "what is \u0378 and \U0001fc3f"])  # letters that Unicode has not given out
    said = kfit("report --pdf")
    assert "No font here draws 2 letters of it, which stand as a number." in said.out
    assert "whatis[U+0378]and[U+1FC3F]" in words(read(home / "report.pdf"))


def test_an_empty_file_has_a_page_too(kfit: Kfit, home: Path) -> None:
    assert kfit("report --pdf").code == 0
    assert "Nothingisloggedinthistime." in words(read(home / "report.pdf"))


def test_without_typst_and_chromium_it_says_what_to_install(log: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr("kfit.formats.browser.APPS", ())
    said = log("report --since 'oct 1' --pdf --include notes", PATH=str(home))
    assert (said.out, said.code) == ("", 1)
    assert said.err.splitlines() == [
        "A PDF needs Typst or Chromium, and neither is here. Typst comes with kfit installed as '.[pdf]' in place of '.'.",
        'As HTML, to print: kfit report --since "oct 1" --include notes -o report.html',
    ]
    offered = said.err.splitlines()[1].partition(": kfit ")[2]
    assert log(offered).code == 0
    assert (home / "report.html").exists()
    assert not (home / "report.pdf").exists()


@pytest.mark.skipif(find_browser() is None, reason="no Chromium is installed")
def test_without_typst_chromium_prints_the_same_page_and_leaves_nothing(log: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    before = {path for path in home.rglob("*") if "data" not in path.parts}
    with tempfile.TemporaryDirectory(prefix="k") as places:  # a short path: a browser has a socket in it
        monkeypatch.setattr("tempfile.tempdir", places)
        assert log("report -o report.pdf").err == ""
        assert [*Path(places).iterdir()] == []
    reader = read(home / "report.pdf")
    assert (len(reader.pages), is_tagged(reader)) == (2, True)
    assert "FirstinfusioninthislogWed11Nov" in words(reader).replace(":", "")
    assert stat.S_IMODE((home / "report.pdf").stat().st_mode) == 0o600
    assert {path for path in home.rglob("*") if "data" not in path.parts} - before == {home / "report.pdf"}


@pytest.mark.parametrize("number", tried([signal.SIGINT], [signal.SIGTERM, signal.SIGHUP]))
@pytest.mark.usefixtures("log")
def test_a_print_that_is_stopped_leaves_no_page_no_profile_and_no_browser(home: Path, number: signal.Signals) -> None:
    """The browser here never answers, and would stay for a minute."""
    programs, places = home / "programs", home / "places"
    for folder in (programs, places):
        folder.mkdir()
    browser = programs / "chromium"
    browser.write_text(
        '#!/bin/sh\ntouch "$HOME/kept"\nstat -c %a "$HOME" > "$PIDS.mode"\necho $$ > "$PIDS.part"\nmv "$PIDS.part" "$PIDS"\nexec sleep 60\n'
    )
    browser.chmod(0o700)
    pids = home / "pid"
    env = os.environ | {"PATH": f"{programs}:{os.environ['PATH']}", "TMPDIR": str(places), "PIDS": str(pids)}
    become = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {NO_TYPST}"
    running = subprocess.Popen([sys.executable, "-c", become, "report", "--pdf"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while not pids.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert [path.name for path in places.iterdir()] != []
    assert (home / "pid.mode").read_text().strip() == "700"
    running.send_signal(number)
    running.communicate(timeout=30)
    assert running.returncode == 128 + number
    assert list(places.iterdir()) == []
    assert [path.name for path in home.iterdir() if "report" in path.name] == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(pids.read_text()), 0)


def test_a_browser_that_breaks_off_is_answered_and_leaves_nothing(log: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    places = home / "places"
    places.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(places))
    (home / "chromium").symlink_to(shutil.which("false") or "/bin/false")
    said = log("report --pdf", PATH=str(home))
    offered = "As HTML, to print: kfit report -o report.html"
    assert (said.out, said.err, said.code) == ("", f"{home / 'chromium'} ended before it answered.\n{offered}\n", 1)
    assert list(places.iterdir()) == []
    assert not (home / "report.pdf").exists()


@pytest.mark.usefixtures("log")
def test_a_full_disk_leaves_no_half_pdf(home: Path) -> None:
    script = (
        "import sys, resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); import signal;"
        " signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.argv = ['kfit', 'report', '-o', 'out/report.pdf'];"
        " from kfit.__main__ import main; sys.exit(main())"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (said.returncode, "Nothing was left behind." in said.stderr) == (1, True), said.stderr
    assert not (home / "out").exists()
