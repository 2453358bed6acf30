"""The folder for a visit: the page as text, forms with their changes, current medicines, questions, plans; in every country's CSV."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import pytest

from kfit.formats import csv_export
from kfit.formats.locales import read_locale
from kfit.model.entries import KINDS
from kfit.model.questionnaires import INSTRUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

LINES = (
    ["log", "2 nov: mood 4 müde, sleep 7h30 --quality 6"],
    ["log", "3 nov: mood 5, walk 10 --with Jürgen"],
    ["log", "5 nov: mood 4 früh, infusion iv 40mg --clinic Sonnenhof, effect nausea 1"],
    ["log", "6 nov: mood 7, weight 160lb, bp 128/82, drinks 1.5"],
    ["log", "1 sep: med sertraline 100mg started"],
    ["log", "10 sep: med sertraline 150mg changed"],
    ["log", "1 oct: med lithium 300mg started"],
    ["log", "20 nov: med lithium stopped"],
    ["phq9", *["2", "2", "2", "2", "1", "2", "2", "1", "3"], "--on", "2026-11-03"],
    ["phq9", *["1", "1", "1", "1", "1", "1", "1", "1", "0"], "--on", "2026-11-12"],
    ["rate", "suicidal thoughts", "3", "--better", "low", "--on", "2026-11-04", "a heavy word"],
    ["effect", "wish to die", "2", "--new", "--on", "2026-11-07"],
    ["note", "=1+1", "--on", "2026-11-08"],
    ["ask", "May I drive?"],
    ["ask", "Old question"],
    ["ask", "--done", "2"],
    ["next", "2026-11-30"],
)


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


def forget(home: Path) -> None:
    """Let kfit begin anew: its data, and what it remembers of it."""
    for folder in ("data", "state"):
        shutil.rmtree(home / folder)


@pytest.fixture
def visit(grown: Grown) -> None:
    grown(LINES)


@pytest.mark.usefixtures("visit")
def test_the_summary_is_the_page_of_the_report(kfit: Kfit, home: Path) -> None:
    assert kfit("export csv -o visit --since 2026-11-01").code == 0
    page = kfit("report --since 2026-11-01").out
    summary = (home / "visit" / "summary.txt").read_text(encoding="utf-8")
    assert [line for line in summary.splitlines() if not line.startswith("The tables beside this page hold notes (")] == page.splitlines()
    assert "sertraline" in page


@pytest.mark.usefixtures("visit")
def test_current_medicines_are_those_of_the_last_day_whatever_the_first(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o now --since 2026-11-21")
    assert read(home / "now" / "medicines_current.csv") == [
        {"medicine": "sertraline", "taken_since": "2026-09-01", "dose": "150mg", "dose_since": "2026-09-10"}
    ]
    kfit("export csv -o then --since 2026-11-01 --until 2026-11-10")
    assert [row["medicine"] for row in read(home / "then" / "medicines_current.csv")] == ["lithium", "sertraline"]


@pytest.mark.usefixtures("visit")
def test_a_form_has_its_baseline_and_change_and_its_answers_only_where_asked_for(kfit: Kfit, home: Path) -> None:
    said = kfit("export csv -o visit --since 2026-11-10")
    (row,) = read(home / "visit" / "phq9.csv")
    assert (row["day"], row["total"], row["band"]) == ("2026-11-12", "8", "mild")
    assert (row["baseline_day"], row["baseline_total"]) == ("2026-11-03", "17")
    assert (row["change_from_baseline"], row["baseline_change_counts"], row["change_from_previous"]) == ("-9", "yes", "-9")
    assert not any(name.startswith("item") for name in row)
    assert [one["items"] for one in read(home / "visit" / "score.csv")] == [""]
    line = said.out.splitlines()[-1].strip()
    assert "the answers of 1 form." in said.out
    assert kfit(line.removeprefix("kfit ")).code == 0
    (row,) = read(home / "visit" / "phq9.csv")
    assert [row[name] for name in row if name.startswith("item")] == ["1"] * 8 + ["0"]
    assert "item_9_" in " ".join(row)


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("more", ["", "--no-notes", "--kind rating", "--kind effect"])
def test_what_stands_under_a_word_of_need_goes_out_only_where_asked_for(kfit: Kfit, home: Path, more: str) -> None:
    assert kfit(f"export csv -o visit {more}").code == 0
    out = home / "visit"
    text = "\n".join(path.read_text(encoding="utf-8") for path in ([out] if out.is_file() else out.iterdir()))
    for word in ("suicid", "wish", "heavy", "2 2 2 2 1 2 2 1 3"):
        assert word not in text.lower()
    if not more:
        days = {row["day"]: row for row in read(out / "daily.csv")}
        assert (days["2026-11-07"]["effects"], days["2026-11-05"]["effects"]) == ("", "nausea 1")
        assert (days["2026-11-07"]["effect_worst_0_to_3"], days["2026-11-05"]["effect_worst_0_to_3"]) == ("", "1")
        assert kfit("export csv -o visit --include items,need --force").code == 0
        assert "suicidal_thoughts_mean_10_worst" in read(out / "daily.csv")[0]
        assert [row["name"] for row in read(out / "effect.csv")] == ["nausea", "wish-to-die"]


@pytest.mark.usefixtures("visit")
def test_without_notes_companions_clinics_and_questions_stay_out_too(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o all")
    everything = "".join(path.read_text(encoding="utf-8") for path in (home / "all").iterdir())
    said = kfit("export csv -o visit --no-notes")
    assert said.code == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (home / "visit").iterdir())
    for word in ("Jürgen", "Sonnenhof", "May I drive", "müde", "1+1"):
        assert word in everything
        assert word not in text
    assert not (home / "visit" / "questions.csv").exists()
    assert "What I would like to talk about" not in text
    assert "Names of companions and clinics were left out." in text


@pytest.mark.usefixtures("visit")
def test_questions_come_open_ones_first_and_plans_with_what_became_of_them(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    found = read(home / "visit" / "questions.csv")
    assert [(row["question"], row["done_on"]) for row in found] == [("May I drive?", ""), ("Old question", "2026-11-22")]
    assert [(row["planned_for"], row["took_place_on"], row["to_come"]) for row in read(home / "visit" / "plans.csv")] == [
        ("2026-11-30", "", "yes")
    ]


@pytest.mark.usefixtures("visit")
def test_what_was_imported_is_counted_apart_from_what_was_added_later(kfit: Kfit, home: Path) -> None:
    (home / "mine.csv").write_text("Date,Mood\n2026-11-06,6\n", encoding="utf-8")
    assert kfit("import mine.csv --map day=Date,mood=Mood").code == 0
    kfit("export csv -o visit")
    days = {row["day"]: row for row in read(home / "visit" / "daily.csv")}
    found = days["2026-11-06"]
    assert (found["entries"], found["added_later"], found["imported"]) == ("6", "5", "1")


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize("more", ["", "--no-notes --locale de", "--include items,need"])
def test_the_readme_describes_every_file_and_column_and_no_other(kfit: Kfit, home: Path, more: str) -> None:
    kfit(f"export csv -o visit {more}")
    text = (home / "visit" / "README.txt").read_text(encoding="utf-8")
    names = {path.name for path in (home / "visit").iterdir()} - {"README.txt"}
    described = {line.split(":")[0] for line in text.splitlines() if line.split(":")[0].endswith((".csv", ".txt"))}
    assert described == names
    for name in names - {"summary.txt"}:
        part = text[text.index(f"\n{name}:") :].strip().split("\n\n")[0].splitlines()[1:]
        table = (home / "visit" / name).read_text(encoding="utf-8-sig").splitlines()[0]
        assert [line.split()[0] for line in part] == table.replace('"', "").replace(";", ",").split(",")


@pytest.mark.usefixtures("visit")
def test_a_locale_gives_semicolon_and_comma_and_comes_back_in_with_nothing_new(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit --locale de_AT.UTF-8")
    assert read(home / "visit" / "daily.csv", ";")[0]["mood_mean_10_best"] == ""
    moods = {row["day"]: row["mood_mean_10_best"] for row in read(home / "visit" / "daily.csv", ";")}
    assert moods["2026-11-06"] == "7,0"
    weight = next(row for row in read(home / "visit" / "measure.csv", ";") if row["name"] == "weight")
    assert weight["value"] == "72,5747792"
    assert "semicolon between cells, decimal comma" in (home / "visit" / "README.txt").read_text(encoding="utf-8")
    before = kfit("list --all --json").json
    again = kfit("import visit --json").json
    assert (again["added"], again["updated"], again["skipped"]) == (0, 0, [])
    kfit("export csv -o whole --locale fr --include items,need")
    forget(home)
    assert kfit("import whole").code == 0
    assert kfit("list --all --json").json == before


@pytest.mark.parametrize(
    ("said", "delimiter", "decimal"),
    [
        ("de", ";", ","),
        ("pt_BR", ";", ","),
        ("nb-NO", ";", ","),
        ("de-CH", ";", "."),
        ("es-MX", ",", "."),
        ("en", ",", "."),
        ("FI", ";", ","),
    ],
)
def test_a_locale_is_read_as_people_write_it(said: str, delimiter: str, decimal: str) -> None:
    assert read_locale(said, "") == (delimiter, decimal)


def test_a_locale_that_is_none_is_refused_with_the_line_again(kfit: Kfit) -> None:
    kfit("mood 5")
    said = kfit("export csv -o visit --locale german")
    assert said.code == 2
    assert said.err.rstrip().endswith("Try: kfit export csv -o visit --locale de")


@pytest.mark.parametrize(
    "said", ["export csv -o visit --include notes", "export csv -o visit --include 'items,all'", "export csv -o visit --include ,"]
)
def test_another_word_to_include_is_refused_with_a_line_that_works(kfit: Kfit, said: str) -> None:
    kfit("phq9 2 2 2 2 1 2 2 1 1")
    refused = kfit(said)
    assert refused.code == 2
    assert kfit(refused.err.split("Try: kfit ")[1].strip()).code == 0


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        *(
            (text, True)
            for text in [
                "1/2",
                "8:15",
                "5 nov",
                "Nov 5, 2026",
                "12345678901234567",
                "1e5",
                "00123",
                "true",
                "WAHR",
                "3. Mai",
                "22.11.2026 08:15",
                "$5",
                "5 €",
                "50%",
                "8 pm",
            ]
        ),
        *((text, False) for text in ["40 mg", "2 tabs", "150mcg", "may", "müde", "round 2 was hard", "5 minutes of calm", "I"]),
    ],
)
def test_a_text_that_a_spreadsheet_would_turn_into_a_number_or_a_day_is_guarded(text: str, guarded: bool) -> None:  # noqa: FBT001 - given by the case
    assert csv_export.guard(text) == ("'" + text if guarded else text)
    assert csv_export.unguard(csv_export.guard(text)) == text


def test_no_form_has_the_name_of_another_table() -> None:
    others = {*KINDS, "daily", "infusions", "medicines_current", "plans", "questions", "summary", "README"}
    assert not others & INSTRUMENTS.keys()


def saved(path: Path, days: str) -> None:
    """Save a table as a spreadsheet does, with its days in a form of its own: `%m/%d/%Y`."""
    from datetime import date

    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index("day")
    for row in rows:
        row[at] = date.fromisoformat(row[at]).strftime(days)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.mark.parametrize("days", ["%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d 00:00:00", "%d-%b-%Y"])
def test_days_in_a_spreadsheets_own_form_are_read_where_the_column_leaves_no_doubt(kfit: Kfit, home: Path, days: str) -> None:
    for line in ("mood 4 --on 2026-11-03", "mood 5 --on 2026-11-21"):
        kfit(line)
    before = kfit("list --all --json").json
    kfit("export csv -o visit")
    saved(home / "visit" / "mood.csv", days)
    forget(home)
    assert kfit("import visit").code == 0
    assert kfit("list --all --json").json == before


def test_days_with_two_readings_are_asked_about_and_each_offered_line_works(kfit: Kfit, home: Path) -> None:
    kfit("mood 4 --on 2026-11-03")
    kfit("export csv -o visit")
    saved(home / "visit" / "mood.csv", "%m/%d/%Y")
    forget(home)
    said = kfit("import visit")
    assert said.code == 2
    assert "more than one reading" in said.err
    lines = [line.strip() for line in said.err.splitlines() if line.startswith("  kfit import")]
    assert len(lines) == 2
    assert kfit(next(line for line in lines if "mdy" in line).removeprefix("kfit ")).code == 0
    assert kfit("list --all --json").json["entries"][0]["day"] == "2026-11-03"


def test_a_cell_that_is_no_day_is_named_by_its_row(kfit: Kfit, home: Path) -> None:
    kfit("mood 4 --on 2026-11-21")
    kfit("mood 4 --on 2026-11-20")
    kfit("export csv --kind mood -o mood.csv")
    saved(home / "mood.csv", "%m/%d/%Y")
    text = (home / "mood.csv").read_text(encoding="utf-8").replace("11/21/2026", "11/41/2026")
    (home / "mood.csv").write_text(text, encoding="utf-8")
    forget(home)
    said = kfit("import mood.csv")
    assert said.code == 2
    assert "1 of 2 rows can't be read" in said.err


def test_in_commas_a_number_with_a_comma_is_refused_and_not_guessed(kfit: Kfit, home: Path) -> None:
    kfit("steps 1200")
    kfit("export csv --kind measure -o m.csv")
    text = (home / "m.csv").read_text(encoding="utf-8").replace("1200.0", "1,200")
    (home / "m.csv").write_text(text, encoding="utf-8")
    forget(home)
    assert kfit("import m.csv").code == 2


def test_a_folder_says_that_its_notes_hold_words_of_need(kfit: Kfit, home: Path) -> None:
    kfit("mood 3 i want to die")
    kfit("mood 5 a walk in the rain")
    kfit("mood 5 a dark day --on 2026-11-01")
    kfit("rate 'suicidal thoughts' 3 --better low")
    said = kfit("export csv -o visit --since 2026-11-15").out
    assert "2 entries, 2 with notes, 1 of them with words of need. To leave the notes out: --no-notes." in said
    assert "Left out: 1 entry under a word of need." in said
    assert "The tables beside this page hold notes (2, 1 of them with words of need)." in (home / "visit" / "summary.txt").read_text()
    assert "1 of them with words of need" in kfit("export jsonl").err
    kfit("export csv -o without --no-notes")
    assert "The tables beside this page hold no notes." in (home / "without" / "summary.txt").read_text()
    assert "words of need" not in kfit("export csv --kind exercise").err
