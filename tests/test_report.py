"""The page for a visit: its days, its figures, what it says on a screen, and what it keeps to itself."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.humanize import tenths

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

LINES = (
    "phq9 2 2 2 2 2 2 2 2 1 --on 2026-10-01",
    "mood 3 --on 2026-10-03",
    "mood 2 --on 2026-10-04",
    "infusion iv 40mg --clinic Riverside --on '2026-10-05 10am'",
    "bp 128/82 --on '2026-10-05 9:45am'",
    "bp 150/92 --on '2026-10-05 10:40am'",
    "mood 6 --on 2026-10-06",
    "mood 7 --on 2026-10-07",
    "infusion iv 45mg --on 2026-11-02",
    "phq9 1 1 1 1 1 1 1 1 0 --on 2026-11-18",
    "med sertraline 50mg started --on 2026-08-01",
    "med sertraline 75mg changed --on 2026-10-20",
    "sleep 4h30 --on 2026-11-20 --sure",
    "mood 9 --on 2026-11-20",
    "sleep 7h --on 2026-11-21",
    "walk 30 --with Anna --on 2026-11-21",
    "effect nausea 2 --on 2026-10-05",
    "effect nausea 1 --on 2026-11-02",
    "pain 4 --on 2026-11-20",
    "pain 6 --on 2026-11-21",
    "weight 70kg --on 2026-11-21",
    "rate 'suicidal thoughts' 3 --better low --on 2026-11-20",
    "rate dread 6 --better low --on 2026-11-20",
    ["note", "a secret thing", "--mark", "moved house", "--on", "2026-11-20"],
    ["ask", "may I drive"],
    'next "1 dec 10am"',
)
PRIVATE_WORDS = ("Riverside", "Anna", "suicidal", "dread", "secret", "moved house")
INCLUDE = "items,need,notes,marks,companions,clinics,names"


@pytest.fixture
def log(kfit: Kfit, grown: Grown) -> Kfit:
    """A diary of seven weeks."""
    grown(LINES)
    return kfit


def figures(kfit: Kfit, line: str = "report --json") -> dict[str, Any]:
    said = kfit(line)
    assert (said.err, said.code) == ("", 0)
    found: dict[str, Any] = said.json
    return found


# the days


def test_the_page_is_of_eight_weeks(log: Kfit) -> None:
    found = figures(log)
    assert (found["from"], found["to"], found["days"]) == ("2026-09-27", "2026-11-22", 57)
    assert figures(log, "report --since '8 weeks ago' --json") == found


@pytest.mark.parametrize(
    ("options", "first", "last"),
    [
        ("--since 'oct 1'", "2026-10-01", "2026-11-22"),
        ("--from 'oct 1' --until 'nov 1'", "2026-10-01", "2026-11-01"),
        ("--until 'nov 1'", "2026-09-06", "2026-11-01"),
    ],
)
def test_the_days_are_named_as_elsewhere(log: Kfit, options: str, first: str, last: str) -> None:
    found = figures(log, f"report {options} --json")
    assert (found["from"], found["to"]) == (first, last)


def test_a_series_is_shown_from_two_weeks_before_its_first_infusion(kfit: Kfit) -> None:
    for day in ("2026-05-01", "2026-10-05", "2026-10-08", "2026-10-12", "2026-10-15"):
        kfit(f"infusion iv --on {day}")
    assert figures(kfit, "report --series last --json")["from"] == "2026-09-21"


def test_a_daily_course_is_a_series_too(kfit: Kfit) -> None:
    kfit("log - --quiet", stdin="".join(f"dose troche 200mg --on 2026-10-{day:02}\n" for day in range(1, 21)))
    found = figures(kfit, "report --series last --json")
    assert (found["from"], [course["doses"] for course in found["courses"]]) == ("2026-09-17", [20])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("report --series last", 'No series of infusions is known yet. Try: kfit report --since "8 weeks ago"'),
        ("report --since last-visit", "No earlier visit is known yet. kfit report --visit keeps today as one."),
        ("report --series first", "--series takes the word last. Try: kfit report --series last"),
        ("report --series last --since yesterday", "--since and --series both set the first day. Try: kfit report --series last"),
        ("report --since 'nov 20' --until 'nov 1'", 'Fri 20 Nov is after Sun 1 Nov. Try: kfit report --since 2026-11-01 --until "nov 1"'),
        ("report --include nots", "Try: kfit report --include notes"),
        ("report --since 'oct 1' --name 'A B' --include nots", 'Try: kfit report --since "oct 1" --name "A B" --include notes'),
        ("report --include items,nots", "Try: kfit report --include items,notes"),
        ("report -o .", "Try: kfit report -o ./report.html"),
        ("report --pdf -o .", "A PDF has a name that ends in .pdf. Try: kfit report -o ./report.pdf"),
        ("report --pdf -o page.html --include notes --force", "Try: kfit report --include notes -o page.pdf --force"),
        ("report --since 'oct 1' -o page", 'Try: kfit report --since "oct 1" -o page.html'),
        ("report --since 'oct 1' --open", 'Try: kfit report --since "oct 1" -o report.html --open'),
        ("report -o page.txt", "The page is HTML or PDF, so its file ends in .html or .pdf. Try: kfit report -o page.txt.html"),
    ],
)
def test_what_cannot_be_shown_is_answered_with_a_line_that_works(kfit: Kfit, line: str, words: str) -> None:
    kfit("mood 5")
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert words in said.err


# the figures


def test_the_figures_of_a_diary(log: Kfit) -> None:
    found = figures(log)
    assert found["mood"] == {"days": 5, "mean": 5.4, "lowest": 2, "highest": 9, "days_at_2_or_less": 1, "days_at_9_or_more": 1}
    assert found["sleep"] == {
        "days": 2, "mean": 345, "lowest": 270, "highest": 420, "nights_under_5h": 1, "days_at_9_or_more_after_one": 1,
    }  # fmt: skip
    assert found["movement"] == {"minutes": 30, "sessions": 1, "days": 1}
    first, second = found["infusions"]
    assert (first["gap_days"], first["before"], first["after"]) == (None, {"median": 2.5, "days": 2}, {"median": 6.5, "days": 2})
    assert first["blood_pressure"] == {"before": ["128/82"], "after": ["150/92"], "untimed": []}
    assert (second["gap_days"], second["before"], second["latest"]) == (28, {"median": None, "days": 0}, {"median": None, "days": 1})
    (form,) = found["forms"]
    assert form["latest"] == {"day": "2026-11-18", "total": 8, "band": "mild"}
    assert form["baseline"] == form["last"] == {"day": "2026-10-01", "total": 17, "points": -9, "counts": True}
    assert found["effects"] == [
        {"name": "nausea", "entries": 2, "worst": 2, "worst_on": "2026-10-05", "times": 1, "last": "2026-11-02", "none_on": None}
    ]
    assert [(one["name"], one["dose"], one["since"]) for one in found["medicines"]] == [("sertraline", "75mg", "2026-08-01")]
    assert found["dose_since"] == {"sertraline": "2026-10-20"}
    assert found["medicine_changes"] == [{"day": "2026-10-20", "name": "sertraline", "event": "changed", "dose": "75mg"}]
    assert [one["words"] for one in found["questions"]] == ["may I drive"]
    assert [one["day"] for one in found["plans"]] == ["2026-12-01"]


def test_what_holds_on_the_last_day_is_shown_whatever_the_first_one(log: Kfit) -> None:
    """Four weeks that hold no entry of a medicine still show the current one; the dose of that day, not of today."""
    found = figures(log, "report --from 2026-09-01 --until 2026-09-20 --json")
    assert [(one["name"], one["dose"]) for one in found["medicines"]] == [("sertraline", "50mg")]
    assert found["forms"] == found["infusions"] == found["medicine_changes"] == []


def test_a_dose_holds_since_it_was_first_told_after_another(kfit: Kfit) -> None:
    days = ("50mg started --on 2026-09-01", "75mg changed --on 2026-09-10", "75mg changed --on 2026-10-10", "100mg taken --on 2026-10-12")
    for told in days:
        assert kfit(f"med sertraline {told}").code == 0
    kfit("med lithium started --on 2026-10-01")
    assert figures(kfit)["dose_since"] == {"sertraline": "2026-09-10"}
    kfit("med sertraline stopped --on 2026-10-20")
    kfit("med sertraline 75mg started --on 2026-11-01")
    assert figures(kfit)["dose_since"] == {"sertraline": "2026-11-01"}
    assert "lithium     Thu 1 Oct    not told  not told" in kfit("report").out


def test_days_that_were_typed_later_or_imported_are_counted_apart(kfit: Kfit, home: Path) -> None:
    kfit("mood 5", now="2026-11-16T21:00")
    kfit("mood 6 --on yesterday", now="2026-11-18T12:00")  # all of the 17th came later
    kfit("mood 5", now="2026-11-19T21:00")
    kfit("walk 20 --on 2026-11-19", now="2026-11-20T21:00")  # a part of the 19th did
    (home / "old.csv").write_text("Date,Mood\n2026-11-10,4\n2026-11-11,5\n2026-11-16,7\n")
    assert kfit("import old.csv --map day=Date,mood=Mood").code == 0
    assert figures(kfit)["coverage"] == {"entered": 5, "later": 1, "imported": 2, "typed": 4, "typed_later": 2}
    assert "2 of 4 typed entries came after their day had ended." in kfit("report").out


def test_one_day_is_too_few_for_a_mean(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("pain 3")
    found = figures(kfit)
    assert (found["mood"]["mean"], found["ratings"][0]["mean"], found["mood"]["days"]) == (None, None, 1)
    assert "Mood, 0 worst to 10 best: too few (5.0 on 1 day;" in kfit("report").out


def test_without_an_entry_there_is_no_page_but_a_file_that_says_so(kfit: Kfit, home: Path, db_path: Path) -> None:
    said = kfit("report")
    assert (said.out.startswith("Nothing logged yet."), said.err, said.code) == (True, "", 0)
    assert figures(kfit)["coverage"] == {"entered": 0, "later": 0, "imported": 0, "typed": 0, "typed_later": 0}
    assert kfit("report -o report.html").code == 0
    page = (home / "report.html").read_text()
    for words in ("no entries", "Nothing is logged in this time.", "No form is logged.", "No question was written down."):
        assert words in page
    assert not db_path.exists()
    kfit("ask may I drive")
    assert "may I drive" in kfit("report").out


MOOD = st.integers(0, 10).map(lambda score: f"mood {score}")
SLEEP = st.integers(1, 56).map(lambda quarters: f"sleep {quarters * 15 // 60}h{quarters * 15 % 60:02} --sure")
OTHER = st.sampled_from(("walk 20", "infusion iv 40mg", "pain 7", "anxiety 2", "phq9 --total 11", "phq9 --total 4", "gad7 --total 9",
    "effect fog 2", "med sertraline 50mg started", "med sertraline stopped", "weight 71.5kg", "dose troche 100mg", "nap 0h30",
    'note --mark "it fades"'))  # fmt: skip
DAILY = st.tuples(st.integers(20, 80), st.integers(0, 40), st.integers(1, 3))  # a course: its first day, its doses, the days between
DIARIES = st.lists(st.tuples(st.integers(0, 70), st.one_of(MOOD, SLEEP, OTHER)), max_size=50)


def back(ago: int) -> str:
    return (date(2026, 11, 22) - timedelta(days=ago)).isoformat()


def ends(points: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    """Return the lowest and the highest entry of each day."""
    lowest, highest = ([point["value"] if point[end] is None else point[end] for point in points] for end in ("lowest", "highest"))
    return lowest, highest


def check_mood(page: dict[str, Any], points: list[dict[str, Any]]) -> None:
    """The mean is that of the days, the ends and the days that are counted those of single entries."""
    moods = [point["value"] for point in points]
    low, high = ends(points)
    assert page["mood"]["days"] == len(moods)
    assert page["mood"]["lowest"] == min(low, default=None)
    assert page["mood"]["highest"] == max(high, default=None)
    assert page["mood"]["mean"] == (pytest.approx(sum(moods) / len(moods), abs=0.01) if len(moods) > 1 else None)
    assert page["mood"]["days_at_2_or_less"] == sum(mood <= 2 for mood in low)
    assert page["mood"]["days_at_9_or_more"] == sum(mood >= 9 for mood in high)


def check_trends(page: dict[str, Any], moods: dict[str, float]) -> None:
    """The mood of the last 7 days, and of the 7 before, is what the chart of mood says."""
    found = [one for one in page["trends"] if one["name"] == "mood"]
    assert len(found) == bool(moods)
    for one in found:
        for key, days in (("latest", range(7)), ("before", range(7, 14))):
            there = [moods[back(ago)] for ago in days if back(ago) in moods]
            assert one[key]["days"] == len(there)
            assert one[key]["mean"] == (pytest.approx(sum(there) / len(there), abs=0.01) if len(there) > 1 else None)
        means = one["latest"]["mean"], one["before"]["mean"]
        assert one["worse"] == (None if None in means else tenths(means[0]) < tenths(means[1]))


def check_following(page: dict[str, Any], moods: dict[str, float], treated: list[str]) -> None:
    """Each span of days after an infusion has the median of the chart's days, up to the day before the next treatment."""
    for one in page["infusions"]:
        begin = date.fromisoformat(one["day"])
        end = min([day for day in treated if day > one["day"]], default="2026-11-23")
        spans = [(4, 7), (8, 14), (15, 21), (22, 28), (29, None)]
        expected = []
        for first, last in spans:
            days = [(begin + timedelta(days=number)).isoformat() for number in range(first, (last or 70) + 1)]
            if days[0] < end:
                there = [moods[day] for day in days if day < end and day in moods]
                middle = round(median(there), 2) if len(there) > 1 else None
                expected.append({"from_day": first, "to_day": last, "median": middle, "days": len(there)})
        assert one["following"] == expected
    for tally in page["treatments"]:
        assert tally["in_period"] <= tally["total"] <= len(treated)
        assert tally["first"] in treated
    assert sum(tally["total"] for tally in page["treatments"]) == len(treated)


@settings(max_examples=tried(20, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DIARIES, DAILY)
def test_every_figure_is_what_the_other_commands_say(
    kfit: Kfit, tmp_path_factory: pytest.TempPathFactory, diary: list[tuple[int, str]], daily: tuple[int, int, int]
) -> None:
    """The page says no other figure than week, chart, infusions, med and list do for the same days."""
    here = {"KFIT_DB": str(tmp_path_factory.mktemp("diary") / "k.db")}
    begin, doses, apart = daily
    diary = [*diary, *((ago, "dose troche 100mg") for ago in range(begin, max(-1, begin - doses * apart), -apart))]
    lines = "\n".join(f"{line} --on {date(2026, 11, 22) - timedelta(days=ago)}" for ago, line in diary)
    if lines:
        assert kfit("log - --sure --quiet", stdin=lines, **here).code == 0
    page = kfit("report --include marks --json", **here).json
    days = f"--since {page['from']} --until {page['to']}"

    def chart(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = kfit(f"chart {name} {days} --json", **here).json["points"]
        return found

    check_mood(page, chart("mood"))
    weeks = kfit(f"week {days} --json", **here).json["weeks"]
    assert [{key: one[key] for key in weeks[0]} for one in page["weeks"]] == weeks
    assert (page["weeks"][0]["counted_from"], page["weeks"][-1]["counted_to"]) == (page["from"], page["to"])
    assert page["sleep"]["days"] == sum(week["sleep_nights"] for week in weeks)
    slept = sum((week["sleep_minutes_mean"] or 0) * week["sleep_nights"] for week in weeks)
    if page["sleep"]["days"] > 1:
        assert page["sleep"]["mean"] == pytest.approx(slept / page["sleep"]["days"], abs=0.02)
    assert page["movement"]["minutes"] == sum(week["exercise_minutes"] for week in weeks)
    assert page["movement"]["sessions"] == sum(week["exercise_sessions"] for week in weeks)
    for rating in (*page["ratings"], *page["measures"]):
        points = [point["value"] for point in chart(rating["name"])]
        low, high = ends(chart(rating["name"]))
        assert (rating["days"], rating["lowest"], rating["highest"], rating["latest"]) == (len(points), min(low), max(high), points[-1])
    by_day = {point["day"]: point["value"] for point in chart("mood")}
    check_trends(page, by_day)
    told = kfit("infusions --json", **here).json
    check_following(page, by_day, [one["day"] for one in kfit("list infusion --all --json", **here).json["entries"]])
    around = ("day", "route", "dose_mg", "dose", "gap_days", "before", "after", "fades_on")
    assert [{key: one[key] for key in around} for one in page["infusions"]] == [
        {key: one[key] for key in around} for one in told["infusions"] if one["day"] >= page["from"]
    ]
    assert [(one["from"], one["to"], one["doses"], one["days"]) for one in page["courses"]] == [
        (one["from"], one["to"], one["doses"], one["days"]) for one in told["courses"] if one["to"] >= page["from"]
    ]
    courses = [one for one in told["courses"] if one["to"] >= page["from"]]
    for one, other in zip(page["courses"], courses, strict=True):
        weeks_ = [{"median": week["median"], "days": week["days"]} for week in one["weeks"]]
        assert weeks_ == other["weeks"][len(other["weeks"]) - len(weeks_) :]
    medicines = kfit("med --json", **here).json
    assert (page["medicines"], page["taken"]) == (medicines["medicines"], medicines["taken"])
    forms = kfit("list score --all --json", **here).json["entries"]
    for form in page["forms"]:
        latest = [one for one in forms if one["name"] == form["name"]][-1]
        assert form["latest"] == {"day": latest["day"], "total": latest["total"], "band": latest["band"]}
    assert {form["name"] for form in page["forms"]} == {one["name"] for one in forms}
    effects = kfit(f"list effect {days} --json", **here).json["entries"]
    assert sum(one["entries"] for one in page["effects"]) == len(effects)
    assert max((one["worst"] for one in page["effects"]), default=None) == max((one["severity"] for one in effects), default=None)
    assert page["coverage"]["entered"] == len({one["day"] for one in kfit(f"list {days} --json", **here).json["entries"]})


# in words


def test_the_page_on_a_screen(log: Kfit) -> None:
    out = log("report").out
    order = [
        "Entered by the patient. Nobody has verified it.", "PHQ-9: 8 of 27", "Last infusion: Mon 2 Nov",
        "What moved toward the worst or the best end", "Days at 9 or 10 with under 5 h of sleep: 1.", "Mood, sleep and movement over time", "\nInfusions\n",
        "First infusion in this log: Mon 5 Oct.", "Infusions are often given when mood is low", "Mood before each infusion", "too few (1)",
        "\nQuestionnaires\n", "PHQ-9 by date; 8 to 17, highest on Thu 1 Oct", "Side effects", "Current medicines, as entered by the patient",
        "Change: Tue 20 Oct: sertraline changed to 75 mg", "What I would like to talk about", "- may I drive", "Infusion: Tue 1 Dec, 10:00",
        "How complete it is", "Week by week", "How the figures were made", "LOINC 44261-6",
    ]  # fmt: skip
    place = -1
    for words in order:
        place = out.index(words, place + 1)
    assert "9 fewer than the baseline (17 on Thu 1 Oct)" in out


@pytest.mark.parametrize("columns", ["40", "80", "100"])
def test_no_line_is_wider_than_the_screen(log: Kfit, columns: str) -> None:
    out = log(f"report --include {INCLUDE}", COLUMNS=columns).out
    assert max(map(len, out.splitlines())) <= int(columns)


def test_plain_text_is_a_sentence_a_row(log: Kfit) -> None:
    out = log(f"report --include {INCLUDE}", KFIT_PLAIN="1").out
    assert "sertraline; Taken since: Sat 1 Aug; Dose: 75 mg; This dose since: Tue 20 Oct." in out
    assert out.isascii()


def test_totals_that_are_not_to_be_shown_stay_off_the_screen(log: Kfit, home: Path) -> None:
    log("config set show_scores off")
    out = log("report --include items").out
    assert "8 of 27" not in out
    assert "17" not in out
    assert "The file has them: kfit report -o report.html" in out
    log("report -o report.html")
    assert "8 of 27" in (home / "report.html").read_text()


@pytest.mark.parametrize("word", ["visit", "summary", "print", "Report", "print report", "visit summary"])
def test_other_words_lead_to_the_page(log: Kfit, word: str) -> None:
    assert log(word).out == log("report").out
    assert log(f"{word} --json").out == log("report --json").out


def test_a_course_after_the_last_infusion_comes_first(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-05-03")
    assert "Last infusion: Sun 3 May (203 days before Sun 22 Nov)" in kfit("report").out
    kfit("log - --quiet", stdin="".join(f"dose troche 200mg --on 2026-10-{day:02}\n" for day in range(1, 21)))
    assert "Course of doses: 20 doses on 20 days (Thu 1 Oct to Tue 20 Oct)" in kfit("report").out


def test_long_tables_are_cut_on_the_first_sheet_and_whole_on_the_second(kfit: Kfit) -> None:
    kfit("log - --quiet", stdin="".join(f"infusion iv --on 2026-{month:02}-01\n" for month in range(1, 10)))
    first, second = kfit("report --since 2026-01-01", COLUMNS="100").out.split("Infusions, all")
    assert "last 6 of 9, all below" in " ".join(first.split())
    assert ("Tue 1 Sep" in first, "Wed 1 Apr" in first, "Sun 1 Mar" in first) == (True, True, False)
    assert "Thu 1 Jan" in second


def test_what_is_worse_stands_in_a_line_of_its_own(kfit: Kfit) -> None:
    for ago, mood in ((9, 6), (8, 6), (3, 4), (1, 5)):
        kfit(f"mood {mood} --on {back(ago)}")
        kfit(f"anxiety {mood} --on {back(ago)}")
    kfit(f"energy 3 --on {back(1)}")
    kfit(f"phq9 --total 9 --on {back(20)}")
    kfit(f"phq9 --total 11 --on {back(2)}")
    kfit(f"who5 --total 40 --on {back(20)}")
    kfit(f"who5 --total 52 --on {back(2)}")
    kfit(f"effect nausea 3 --on {back(5)}")
    kfit(f"effect nausea 1 --on {back(1)}")
    lines = kfit("report", KFIT_PLAIN="1").out.splitlines()
    worse = lines[lines.index("What moved toward the worst or the best end.") + 1 :]
    assert worse[:4] == [
        "Toward the worst end: PHQ-9 11 on Fri 20 Nov, 9 on Mon 2 Nov, under 5: not counted as a change; mood 4.5 (2) in the last 7 days, 6.0 (2) in the 7 before.",
        "Toward the best end, or the same: WHO-5 52 on Fri 20 Nov, 40 on Mon 2 Nov; anxiety 4.5 (2) in the last 7 days, 6.0 (2) in the 7 before.",
        "Too few to compare: energy (1 of the last 7 days, 0 of the 7 before).",
        "Severe side effects on this page: nausea on Tue 17 Nov.",
    ]


def test_the_mood_of_the_last_week_stands_beside_the_one_of_the_whole_time(kfit: Kfit) -> None:
    for ago, mood in ((30, 8), (20, 8), (3, 4), (1, 5)):
        kfit(f"mood {mood} --on {back(ago)}")
    page = " ".join(kfit("report").out.split())
    assert "best: 6.3; last 7 days 4.5 (mean of 4 days, 4.0 to 8.0;" in page
    assert "2 of the last 7 have one" in page
    assert "last 7 days" not in kfit("report --since '6 days ago'").out.split("What moved")[0]


def test_nothing_is_said_to_be_no_worse_where_nothing_can_be_compared(kfit: Kfit) -> None:
    kfit("walk 20")
    out = kfit("report").out
    assert "Nothing can be compared yet." in out
    assert "or the same" not in out


def test_an_answer_on_harm_is_named_where_answers_are_asked_for(kfit: Kfit) -> None:
    kfit("phq9 1 1 1 1 1 1 1 1 0 --on 2026-11-01")
    kfit("phq9 1 1 1 1 1 1 1 1 2 --on 2026-11-15")
    out = " ".join(kfit("report --include items", COLUMNS="100").out.split())
    assert "PHQ-9 answer 9, thoughts of death or self-harm: 2 on Sun 15 Nov, 0 on Sun 1 Nov." in out
    assert "answer 9" not in kfit("report").out


def test_totals_that_are_hidden_are_not_compared_either(kfit: Kfit) -> None:
    for day, total in (("2026-11-01", 8), ("2026-11-15", 21)):
        kfit(f"phq9 --total {total} --on {day}")
    kfit("config set show_scores off")
    assert "21" not in kfit("report --include items").out.replace("2026", "")


def test_the_series_of_the_main_form_stands_on_the_first_sheet_with_bands_and_baseline(kfit: Kfit) -> None:
    kfit("infusion iv --on 2026-08-10")
    for day, total in (("2026-08-05", 21), ("2026-10-01", 12), ("2026-11-01", 8)):
        kfit(f"phq9 --total {total} --on {day}")
        kfit(f"gad7 --total {total} --on {day}")
    first, second = kfit("report", COLUMNS="100").out.split("Questionnaires by date")
    assert [row.split("  ")[0] for row in first.splitlines() if "(baseline)" in row] == ["PHQ-9"]
    assert [row.split() for row in first.splitlines() if row.startswith("Band")] == [["Band", "severe", "moderate", "mild"]]
    assert "GAD-7 by date" in second
    assert "PHQ-9 by date" not in second


def test_the_drug_is_named_where_it_was_told(kfit: Kfit) -> None:
    kfit("spravato 84mg --on 2026-11-01")
    kfit("troche 200mg --on 2026-11-12")
    out = kfit("report", KFIT_PLAIN="1").out
    assert "What was given: Spravato (esketamine), nasal, 84 mg" in out
    assert "What was given: sublingual, troche, 200 mg" in out
    assert "First dose in this log: Sun 1 Nov. With it 2 so far, 2 of them in this time." in out
    assert [one["form"] for one in figures(kfit)["infusions"]] == ["spravato", "troche"]


def test_questions_that_are_many_go_on_on_the_second_sheet(kfit: Kfit) -> None:
    for number in range(10):
        kfit(["ask", f"question {number} of mine"])
    first, second = kfit("report", COLUMNS="100").out.split("What I would like to talk about, all")
    assert ("question 7" in first, "question 8" in first, "The first 8 of 10, all below." in first) == (True, False, True)
    assert "question 9" in second


# what is private


def test_private_things_are_left_out_unless_they_are_asked_for(log: Kfit, home: Path) -> None:
    log("report -o plain.html")
    for text in (log("report").out, json.dumps(figures(log)), (home / "plain.html").read_text(), log("report --preview").out):
        assert [word for word in PRIVATE_WORDS if word in text] == []
        assert "slowed or restless" not in text  # an answer's label
    log(f"report --include {INCLUDE} -o whole.html")
    everything = (log(f"report --include {INCLUDE}").out, (home / "whole.html").read_text())
    for text in everything:
        assert [word for word in PRIVATE_WORDS if word not in text] == []
        assert "slowed or restless" in text


def test_what_is_left_out_is_counted(log: Kfit) -> None:
    left = figures(log)["left_out"]
    assert left == {"items": 2, "need": 1, "notes": 1, "marks": 1, "companions": 1, "clinics": 1, "names": 1}
    assert "names" not in figures(log, "report --include names --json")["left_out"]
    assert figures(log, f"report --include {INCLUDE} --json")["left_out"] == {}


@pytest.mark.parametrize(
    ("word", "shown"), [("names", "dread"), ("need", "suicidal thoughts"), ("companions", "Anna"), ("clinics", "Riverside")]
)
def test_each_word_lets_one_thing_out(log: Kfit, word: str, shown: str) -> None:
    out = log(f"report --include {word}").out
    assert [private for private in PRIVATE_WORDS if private in out] == [private for private in PRIVATE_WORDS if private in shown]


def test_the_line_that_puts_them_in_keeps_what_was_typed_and_is_taken(log: Kfit) -> None:
    said = log("report --since 'oct 2' -o page.html --include marks").out.splitlines()[-1]
    offered = said.partition(": kfit ")[2]
    assert offered == 'report --since "oct 2" -o page.html --force --include items,need,notes,marks,companions,clinics,names'
    again = log(offered)
    assert (again.code, "Fri 2 Oct to" in again.out, "Left out" in again.out) == (0, True, False)


def test_a_total_stands_without_its_answers(log: Kfit) -> None:
    for form in figures(log)["forms"]:
        assert all("items" not in score for score in (form["latest"], *form["scores"]))
    (form,) = figures(log, "report --include items --json")["forms"]
    assert form["latest"]["items"] == [1, 1, 1, 1, 1, 1, 1, 1, 0]


def test_a_form_of_totals_alone_has_no_rows_for_its_answers(kfit: Kfit) -> None:
    for day in ("2026-11-01", "2026-11-15"):
        kfit(f"phq9 1 1 1 1 1 1 1 1 0 --on {day}")
        kfit(f"pcl5 --total 30 --on {day}")
    out = kfit("report --include items", COLUMNS="100").out
    assert "1 interest and joy" in out
    assert "PCL-5 by date" in out
    assert "20 sleep" not in out


def test_the_mark_that_it_fades_is_a_mark(log: Kfit) -> None:
    log(["note", "--mark", "it fades", "--on", "2026-11-15"])
    assert figures(log)["infusions"][-1]["fades_on"] is None
    assert figures(log, "report --include marks --json")["infusions"][-1]["fades_on"] == "2026-11-15"


def test_a_name_stands_there_only_if_it_is_given(log: Kfit, home: Path) -> None:
    log("report -o without.html")
    assert "to fill in by hand" in (home / "without.html").read_text()
    log(["report", "--name", "A. Example", "-o", "with.html"])
    assert "Name: A. Example" in (home / "with.html").read_text()
    assert "Name: A. Example" in log(["report", "--name", "A. Example"]).out


def test_a_preview_says_what_would_be_in_it_and_writes_nothing(log: Kfit, home: Path) -> None:
    out = log("report --preview --visit -o report.html", COLUMNS="100").out
    assert "with no name." in out
    assert "What I would like to talk about: 1 line" in out
    assert "To put them in: kfit report -o report.html --include items,need,notes,marks,companions,clinics,names" in out
    assert "may I drive" not in out
    assert not (home / "report.html").exists()
    assert log("report --since last-visit").code == 2


# the visit


def test_a_visit_is_remembered_and_its_questions_can_be_ticked_off(log: Kfit) -> None:
    said = log("report --visit", now="2026-11-15T09:00")
    assert said.out.startswith("Treatment log for the visit")
    assert "Your last visit is kept as Sun 15 Nov." in said.out
    assert "To tick off the questions that were on it: kfit ask --done 1" in said.out
    assert figures(log, "report --since last-visit --json")["from"] == "2026-11-15"
    assert log("ask --done 1").code == 0
    assert figures(log)["questions"] == []


def test_the_visit_before_is_meant_on_the_day_of_a_visit(log: Kfit) -> None:
    log("report --visit", now="2026-11-01T09:00")
    log("report --visit", now="2026-11-15T09:00")
    said = log("report --since last-visit --visit --json", now="2026-11-15T10:00")
    assert said.json["from"] == "2026-11-01"
    log("undo", now="2026-11-15T10:00")  # the second visit was none
    assert figures(log, "report --since last-visit --json")["from"] == "2026-11-01"


def test_a_visit_that_kfit_does_not_know_can_be_told(log: Kfit) -> None:
    assert log("config set last_visit 2026-10-10").code == 0
    assert figures(log, "report --since 'last visit' --json")["from"] == "2026-10-10"
    said = log("config set last_visit soon")
    assert (said.code, said.err) == (2, "last_visit is a day as YYYY-MM-DD. Try: kfit config set last_visit 2026-11-05\n")


def test_a_form_says_how_far_its_totals_went_and_that_an_answer_on_harm_is_not_shown(kfit: Kfit) -> None:
    for day, total in (("2026-10-06", 8), ("2026-10-20", 16), ("2026-11-17", 13)):
        kfit(f"phq9 --total {total} --on {day}")
    page = " ".join(kfit("report", COLUMNS="100").out.split())
    assert "PHQ-9 by date; 8 to 16, highest on Tue 20 Oct" in page
    assert "PHQ-9 13 on Tue 17 Nov, 16 on Tue 20 Oct, under 5: not counted as a change" in page
    assert "What was answered about thoughts of death or self-harm is not shown here." not in page  # totals alone
    kfit("phq9 1 1 1 1 1 1 1 1 0")
    page = " ".join(kfit("report", COLUMNS="100").out.split())
    assert "What was answered about thoughts of death or self-harm is not shown here." in page
    assert page.index("is not shown here.") < page.index("Mood, sleep and movement over time")  # in the first part


def test_a_week_is_named_by_its_monday(log: Kfit) -> None:
    out = log("report", KFIT_PLAIN="1").out
    assert "\nMon 16 Nov; Mood (days): 9.0 (1); Sleep (nights): 5h45 (2); Movement: 30 min.\n" in out


def test_a_column_without_a_word_is_left_out(log: Kfit) -> None:
    out = log("report", KFIT_PLAIN="1").out
    assert "Pressure before: 128/82; Pressure after: 150/92" in out
    for title in ("It fades", "Pressure, time not told", "Clinic"):
        assert title not in out
    log("infusion iv --on 2026-11-20")
    log("bp 130/80 --on 2026-11-20")
    assert "Pressure, time not told: 130/80" in log("report", KFIT_PLAIN="1").out


def test_all_blood_pressures_of_one_minute_are_shown(kfit: Kfit) -> None:
    """A high one is never dropped, and none is mixed with another."""
    kfit("infusion iv --on 10:00")
    for line in ("bp 148/90 80 after", "bp 135/85 after", "bp 129/80 after 70"):
        kfit(line.replace(" after 70", " 70 after"))
    assert figures(kfit)["infusions"][0]["blood_pressure"] == {"before": [], "after": ["148/90", "135/85", "129/80"], "untimed": []}
    listed = kfit("list bp", KFIT_PLAIN="1").out
    assert ["148/90 (pulse 80)" in listed, "135/85 (" in listed, "129/80 (pulse 70)" in listed] == [True, False, True]


def test_a_page_begins_with_the_first_entry_and_counts_from_it(kfit: Kfit) -> None:
    kfit("mood 5 --on 2026-11-13")
    kfit("mood 6")
    found = figures(kfit)
    assert (found["from"], found["days"]) == ("2026-11-13", 10)
    for line in ("report", "report --since '8 weeks ago'"):
        page = kfit(line, KFIT_PLAIN="1").out
        assert "2 of 10 days have an entry." in page
        assert "The log begins on Fri 13 Nov; days before it are not counted." in page


def test_a_0_that_was_entered_is_the_lowest_on_the_page_as_on_the_chart(kfit: Kfit) -> None:
    kfit("mood 0 --on 2026-11-20")
    kfit("mood 8 --on 2026-11-20")
    kfit("mood 5 --on 2026-11-21")
    mood = figures(kfit)["mood"]
    assert (mood["mean"], mood["lowest"], mood["highest"]) == (4.5, 0, 8)
    assert (mood["days_at_2_or_less"], mood["days_at_9_or_more"]) == (1, 0)
    assert kfit("chart mood --json").json["points"][0]["lowest"] == 0
    assert "0.0 to 8.0; 1 day at 2 or under" in " ".join(kfit("report").out.split())


def test_a_side_effect_of_0_is_said_as_absence(kfit: Kfit) -> None:
    for line in ("nausea 2 --on 2026-11-18", "nausea 0 --on 2026-11-20", "rash 0 --on 2026-11-20"):
        assert kfit(line).code == 0
    nausea, rash = figures(kfit)["effects"]
    assert (nausea["entries"], nausea["last"], nausea["none_on"]) == (1, "2026-11-18", "2026-11-20")
    assert (rash["entries"], rash["last"], rash["none_on"]) == (0, None, "2026-11-20")
    assert "Wed 18 Nov, none on Fri 20 Nov" in kfit("report", COLUMNS="120").out


def test_what_has_no_entry_in_both_weeks_is_compared_with_nothing(kfit: Kfit) -> None:
    kfit("pain 5 --on 2026-10-20")
    kfit("mood 4")
    page = kfit("report", KFIT_PLAIN="1").out
    assert "Too few to compare: mood (1 of the last 7 days, 0 of the 7 before)." in page
    assert "too few (0)" not in page


def test_infusions_without_a_blood_pressure_are_said(kfit: Kfit) -> None:
    kfit("infusion iv 40mg --on 2026-11-18")
    assert "Blood pressure on the days of infusions: none recorded." in kfit("report", COLUMNS="200").out
    kfit("infusion iv 40mg --on 2026-11-21")
    kfit("bp 130/80 --on 2026-11-21")
    assert "Blood pressure on the days of infusions: recorded for 1 of 2." in kfit("report", COLUMNS="200").out
    kfit("bp 120/80 --on 2026-11-18")
    assert "Blood pressure on the days of infusions" not in kfit("report", COLUMNS="200").out


def test_the_rounds_of_the_page_say_that_an_induction_is_one(kfit: Kfit) -> None:
    days = ["2026-06-01", "2026-06-04", "2026-06-08", "2026-06-11", "2026-07-10", "2026-08-10", "2026-09-10", "2026-10-10", "2026-11-10"]
    first = date(2026, 6, 1)
    every = [first + timedelta(days=number) for number in range(170)]
    since = {day: min((day - date.fromisoformat(one)).days for one in days if one <= day.isoformat()) for day in every}
    moods = [f"mood {7 if 0 < since[day] < 16 else 3} --on {day.isoformat()}" for day in every]
    kfit("log - --quiet", stdin="\n".join([*(f"infusion iv 40mg --on {day}" for day in days[4:]), *moods]))
    told = "An induction counts as one round: 4 to 8 infusions within 7 to 28 days."
    alone = " ".join(kfit("report", COLUMNS="200").out.split())
    assert ("How long mood held after infusions" in alone, told in alone) == (True, False)
    for day in days[:4]:
        kfit(f"infusion iv 40mg --on {day}")
    assert told in " ".join(kfit("report", COLUMNS="200").out.split())


SEEN = (
    "med quetiapine 25mg started --on 2026-02-01",
    "med quetiapine stopped --on 2026-07-01",
    "med sertraline 50mg started --on 2026-06-22",
    "med sertraline 150mg changed --on 2026-10-15",
    "med sertraline skipped --on 2026-10-20",
    "med lorazepam 0.5mg taken --on 2026-11-02",
    "med lorazepam 1mg taken --on 2026-11-02",
    "med lorazepam 0.5mg taken --on 2026-11-10",
    "infusion iv 40mg --on 2026-10-01",
    "phq9 1 1 1 1 1 1 1 1 0 --on 2026-11-04",
    "infusion iv 40mg --on 2026-11-05",
    "mood 4 --on 2026-10-31",
    "mood 6 --on 2026-11-01",
    "bp 190/110 --on 2026-10-28",
    "bp 120/70 --on 2026-10-28",
    "bp 125/75 --on 2026-10-29",
    "effect dizziness 3 --on 2026-10-13",
    "effect dizziness 3 --on 2026-10-22",
    "effect dizziness 1 --on 2026-11-06",
)


@pytest.fixture
def seen(kfit: Kfit, grown: Grown) -> Kfit:
    """A diary that a clinician reads in four minutes."""
    grown(SEEN)
    return kfit


def page_words(kfit: Kfit, line: str = "report --since 2026-10-01") -> str:
    return " ".join(kfit(line, COLUMNS="100").out.split())


def test_the_highest_reading_of_a_day_is_on_the_page_and_not_its_mean_alone(seen: Kfit) -> None:
    assert "systolic 2 140 mmHg 120 mmHg to 190 mmHg 125 mmHg on Thu 29 Oct" in page_words(seen)
    found = figures(seen)["measures"][0]
    assert (found["name"], found["mean"], found["lowest"], found["highest"]) == ("systolic", 140, 120, 190)


def test_a_week_that_is_there_in_part_says_so_and_one_without_movement_says_no_entry(seen: Kfit) -> None:
    assert "Thu 1 Oct (part) no entry" in page_words(seen)
    seen("mood 5 --on 2026-11-18")
    seen("mood 5 --on 2026-11-16")
    assert "Mon 16 Nov (part) 5.0 (2)" in page_words(seen, "report --since 2026-10-01 --until 2026-11-18")
    weeks = figures(seen, "report --since 2026-10-01 --until 2026-11-18 --json")["weeks"]
    assert [(one["counted_from"], one["counted_to"]) for one in (weeks[0], weeks[-1])] == [
        ("2026-10-01", "2026-10-04"), ("2026-11-16", "2026-11-18"),
    ]  # fmt: skip


def test_a_severe_side_effect_says_how_often_it_was_severe(seen: Kfit) -> None:
    assert "Severe side effects on this page: dizziness 2 times, last on Thu 22 Oct." in page_words(seen)
    effect = figures(seen)["effects"][0]
    assert (effect["entries"], effect["times"], effect["worst_on"]) == (3, 2, "2026-10-22")


def test_single_doses_skipped_ones_and_medicines_stopped_earlier_are_on_the_page(seen: Kfit) -> None:
    page = page_words(seen)
    assert "Taken without a start: lorazepam 3 times on 2 days (0.5 mg 2 times, 1 mg 1 time), last on Tue 10 Nov" in page
    assert "Taken lately" not in page
    assert "Not taken: sertraline 1 time, last on Tue 20 Oct" in page
    assert "Stopped earlier: Wed 1 Jul: quetiapine stopped" in page
    found = figures(seen)
    assert found["doses_entered"] == [
        {"name": "lorazepam", "as_needed": True, "times": 3, "days": 2, "doses": {"0.5mg": 2, "1mg": 1}, "last": "2026-11-10", "skipped": 0, "skipped_on": None},
        {"name": "sertraline", "as_needed": False, "times": 0, "days": 0, "doses": {}, "last": None, "skipped": 1, "skipped_on": "2026-10-20"},
    ]  # fmt: skip
    assert found["stopped_before"] == [{"day": "2026-07-01", "name": "quetiapine", "dose": None}]
    seen("med quetiapine 25mg started --on 2026-07-03")
    assert figures(seen)["stopped_before"] == []
    seen("med quetiapine stopped --on 2026-11-20")
    assert figures(seen)["stopped_before"] == []  # it is among the changes of this time


def test_the_page_says_that_no_form_came_after_the_last_infusion(seen: Kfit) -> None:
    words = "No form was filled in after the day of the last infusion, Thu 5 Nov."
    assert words in page_words(seen)
    seen("phq9 --total 5 --on 2026-11-06")
    assert words not in page_words(seen)


def test_days_after_the_fourth_week_stand_up_to_the_next_infusion(seen: Kfit) -> None:
    assert "Days 29 on" in page_words(seen)
    assert figures(seen)["infusions"][0]["following"][-1] == {"from_day": 29, "to_day": None, "median": 5, "days": 2}


def test_what_is_not_included_is_never_said_to_be_all(seen: Kfit) -> None:
    line = "Not included: answers of forms (1). Entries kept private altogether are not counted here."
    assert line in page_words(seen)
    seen("rate 'suicidal thoughts' 3 --better low")
    assert line in page_words(seen)
    assert "entries under words of need (1)" in page_words(seen, "report --preview")
    assert "kept private altogether" not in page_words(seen, "report --include need")


def test_medicines_say_since_when_they_are_taken_and_since_when_with_this_dose(seen: Kfit) -> None:
    assert "sertraline 150 mg   since Mon 22 Jun, 150 mg since Thu 15 Oct" in seen("med").out
    assert seen("med --json").json["dose_since"] == {"sertraline": "2026-10-15"}
    seen("med lithium 300mg started --on 2026-11-01")
    assert "lithium 300 mg      since Sun 1 Nov\n" in seen("med").out


@pytest.mark.parametrize("name", ["a\tb", "it's\x01here", "a \\ b\x7f"])
def test_an_offered_name_is_the_one_that_was_typed_also_with_a_control_character(log: Kfit, home: Path, name: str) -> None:
    (home / name).mkdir()
    said = log(["report", "-o", name])
    assert said.code == 2
    line = said.err.partition("Try: kfit report -o ")[2].strip()
    told = subprocess.run(["bash", "-c", f"printf %s {line}"], capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8"})
    assert told.stdout == f"{name}/report.html"
