"""The questionnaires: ranges, bands and thresholds, each with its source (docs/facts.md 2), and results of comparing totals."""

from __future__ import annotations

from ..errors import Refused
from ..humanize import tenths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Bands = tuple[tuple[int, str], ...]
LOW, HIGH = "low", "high"
HARM = "thoughts of death or self-harm"
WHOLE_FORM = "A part of a form gives no total."
# The nine domains of the QIDS-SR16, by number of the answer. The highest answer of each domain counts (docs/facts.md 2.3).
QIDS_DOMAINS = ((1, 2, 3, 4), (5,), (6, 7, 8, 9), (10,), (11,), (12,), (13,), (14,), (15, 16))
QIDS_PAIRS = ((6, 7), (8, 9))  # the person answers one of each pair: less or more
TIMES_FOUR = 4  # factor from the sum of the WHO-5 to its total (docs/facts.md 2.3)


class Instrument:
    """A questionnaire. A threshold is None if no source for it was read.

    `labels` name the answers, each 0 to `item_high`; empty if only the total is stored. `rule` computes the total from the answers:
    sum, times4, mean or qids. `least` and `top` are the lowest and the highest total, `better` its better end, `ends` a word for each of
    the two. `called` is what its number is: a total, or a rating of one question. `by_clinician` means that the person does not fill it
    in. `no_change` is the rating that stands for no change, where the form itself compares with an earlier day: such a rating is never
    compared with another one. `bands` are pairs of highest total and the form's word. `noise` is the difference in points from which a change counts. `recall_days` is the number of days that the form looks
    back. `response` is the share of the baseline by which a total must drop, for baselines of at least `response_from`. `remission`
    is the highest total in remission. `harm_item` is the number of the answer on thoughts of death, 0 if there is none. `harm_word`
    is the reason that an answer above 0 gives: item (death or self-harm) or life (living or dying). From `harm_total` on, the calm
    block appears for any answer. `example` is a total for messages.
    """

    __slots__ = (
        "bands", "better", "by_clinician", "called", "difficulty", "ends", "example", "harm_item", "harm_total", "harm_word", "item_high",
        "labels", "least", "name", "no_change", "noise", "noise_source", "recall_days", "remission", "response", "response_from",
        "response_source", "rule", "source", "title", "top",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - one for each fact
        self,
        name: str,
        title: str,
        labels: tuple[str, ...] = (),
        *,
        item_high: int = 0,
        rule: str = "sum",
        least: int = 0,
        top: int,
        better: str = LOW,
        ends: tuple[str, str] | None = None,
        called: str = "total",
        by_clinician: bool = False,
        no_change: int | None = None,
        bands: Bands = (),
        noise: int | None = None,
        recall_days: int | None = None,
        response: float | None = None,
        response_from: int = 0,
        remission: int | None = None,
        harm_item: int = 0,
        harm_word: str = "item",
        harm_total: int | None = None,
        difficulty: bool = False,
        example: str = "11",
        source: str,
        noise_source: str = "",
        response_source: str = "",
    ) -> None:
        self.name, self.title, self.labels, self.item_high, self.rule, self.top = name, title, labels, item_high, rule, top
        self.least, self.called, self.by_clinician, self.no_change = least, called, by_clinician, no_change
        self.ends = ends or (("worst", "best") if better == HIGH else ("none", "worst"))
        self.better, self.bands, self.noise, self.recall_days = better, bands, noise, recall_days
        self.response, self.response_from, self.remission = response, response_from, remission
        self.harm_item, self.harm_word, self.harm_total = harm_item, harm_word, harm_total
        self.difficulty, self.example = difficulty, example
        self.source, self.noise_source, self.response_source = source, noise_source, response_source

    @property
    def answers(self) -> str:
        """Return the range of an answer as text: `0 to 3, as on your form`."""
        return f"0 to {self.item_high}, as on your form"

    @property
    def scale(self) -> str:
        """Return both ends as text: `0 none, 27 worst`; with the rating for no change where there is one."""
        lowest, highest = self.ends
        middle = "" if self.no_change is None else f"{self.no_change} no change, "
        return f"{self.least} {lowest}, {middle}{self.top} {highest}"

    def needs(self, number: int, given: Sequence[int | None]) -> bool:
        """Return whether answer `number`, the second of a pair, is required because the first was left out."""
        return any(second == number and given[first - 1] is None for first, second in QIDS_PAIRS) if self.rule == "qids" else False

    def may_leave_out(self, number: int) -> bool:
        """Return whether an answer, counted from 1, is one of a pair of which one can be left out."""
        return self.rule == "qids" and any(number in pair for pair in QIDS_PAIRS)


PHQ = ("interest and joy", "low mood", "sleep", "energy", "appetite", "self-worth", "focus", "slowed or restless", HARM)


class Instruments(dict[str, Instrument]):
    """The questionnaires by name. An unknown name, which another version of kfit stored, gets one without range and bands."""

    def __missing__(self, name: str) -> Instrument:
        return Instrument(name, name, top=0, source="")


INSTRUMENTS = Instruments((form.name, form) for form in (
    Instrument(
        "phq9", "PHQ-9", PHQ, item_high=3, top=27, noise=5, recall_days=14, difficulty=True,
        bands=((4, "minimal"), (9, "mild"), (14, "moderate"), (19, "moderately severe"), (27, "severe")),
        response=0.5, response_from=10, remission=4, harm_item=9, harm_total=20,
        source="https://loinc.org/LL382-3",
        noise_source="http://journals.lww.com/lww-medicalcare/Abstract/2004/12000/Monitoring_Depression_Treatment_Outcomes_With_the.6.aspx",
        response_source="https://stanfordhealthcare.org/publications/837/837264.html",
    ),
    Instrument(
        "phq2", "PHQ-2", PHQ[:2], item_high=3, top=6, recall_days=14, example="3",
        source="https://pmc.ncbi.nlm.nih.gov/articles/PMC2906530",
    ),
    Instrument(
        "gad7", "GAD-7", ("nerves", "letting worries go", "many worries", "winding down", "sitting still", "short temper", "dread"),
        item_high=3, top=21, noise=4, recall_days=14, response=0.5, remission=4,
        bands=((4, "minimal"), (9, "mild"), (14, "moderate"), (21, "severe")),
        source="https://www.mrcpsych.uk/search/label/GAD-7",
        noise_source="https://fis.uke.de/portal/en/publications/sensitivity-to-change-and-minimal-clinically-important-difference-of-the-7item-generalized-anxiety-disorder-questionnaire-gad7(3ac450dc-9eb3-48dd-89ee-a5c0bc2d51c3).html",
        response_source="convention",
    ),
    Instrument(
        "who5", "WHO-5", ("mood", "inner quiet", "energy", "waking", "interest in the day"),
        item_high=5, rule="times4", top=100, better=HIGH, noise=10, recall_days=14, example="52",
        source="https://help.valant.com/who-five-well-being-index-who-5",
        noise_source="https://help.valant.com/who-five-well-being-index-who-5",
    ),
    Instrument(
        "qids", "QIDS-SR16",
        (
            "getting to sleep", "waking at night", "early waking", "long sleep", "low mood", "less appetite", "more appetite", "weight down",
            "weight up", "focus and deciding", "self-worth", HARM, "interest", "energy", "slowed", "restless",
        ),
        item_high=3, rule="qids", top=27, recall_days=7, response=0.5, remission=5, harm_item=12, harm_word="life",
        bands=((5, "none"), (10, "mild"), (15, "moderate"), (20, "severe"), (27, "very severe")),
        source="http://ids-qids.org/interpretation.html",
        response_source="https://utsouthwestern.elsevierpure.com/en/publications/ketamine-versus-ect-for-nonpsychotic-treatment-resistant-major-de",
    ),
    Instrument(
        "isi", "ISI",
        (
            "getting to sleep", "waking at night", "early waking", "content with sleep", "seen by others", "worry about sleep",
            "effect on the day",
        ),
        item_high=4, top=28, noise=6, remission=7,
        bands=((7, "none"), (14, "subthreshold"), (21, "moderate"), (28, "severe")),
        source="https://pubmed.ncbi.nlm.nih.gov/19689221/",
        noise_source="https://pubmed.ncbi.nlm.nih.gov/19689221/",
        response_source="https://pubcompare.ai/browse/chemicals-drugs/organic-chemical/morin",
    ),
    Instrument(
        "pcl5", "PCL-5",
        (
            "memories", "dreams", "being back there", "reminders, feelings", "reminders, body", "avoiding, inside", "avoiding, outside",
            "gaps", "beliefs", "blame", "heavy feelings", "interest", "distance", "warm feelings", "anger", "taking chances",
            "on guard", "startling", "focus", "sleep",
        ),
        item_high=4, top=80, noise=10, recall_days=30,
        source="https://calculate.qxmd.com/storage/calculators/684/PCL-5.html",
        noise_source="https://betterworldhealthcare.com/assessments/ptsd-checklist-5-pcl-5/",
    ),
    Instrument(
        "peg", "PEG", ("usual pain", "pain and joy", "pain and doing"),
        item_high=10, rule="mean", top=10, noise=1, recall_days=7, response=0.3, example="6.3",
        source="https://pmc.ncbi.nlm.nih.gov/articles/PMC10859144",
        noise_source="https://pmc.ncbi.nlm.nih.gov/articles/PMC10859144",
        response_source="https://pmc.ncbi.nlm.nih.gov/articles/PMC10859144",
    ),
    # What was felt under the infusion: more of it is not worse.
    Instrument(
        "cadss", "CADSS", item_high=4, top=92, ends=("none", "most"), by_clinician=True,
        source="https://www.ncbi.nlm.nih.gov/pubmed?term=29045915",
    ),
    Instrument(
        "cadss6", "CADSS-6", item_high=4, top=24, ends=("none", "most"), by_clinician=True,
        source="https://research.regionh.dk/en/publications/a-simplified-6item-clinician-administered-dissociative-symptom-scale-cadss6-for-monitoring-dissociative-effects-of-subanesthetic-ketamine-infusions(cb68f3b9-c413-4e4f-8722-2724ab9b983e).html",
    ),
    # Why most of these have no bands: docs/facts.md 2.6.
    Instrument(
        "madrs", "MADRS", top=60, by_clinician=True, response=0.5, remission=10, harm_item=10, example="24",
        source="https://www.medicalalgorithms.com/the-montgomery-asberg-depression-rating-scale-madrs",
        response_source="https://pmc.ncbi.nlm.nih.gov/articles/PMC9154276",
    ),
    Instrument(
        "hamd17", "HAM-D17", top=52, by_clinician=True, recall_days=7, remission=7, harm_item=3, example="18",
        source="https://thecarlatreport.com/articles/1927-depression-rating-scales-old-favorites-and-new-players",
        response_source="https://psychiatryonline.org/doi/10.1176/appi.ajp.163.1.28",
    ),
    Instrument(
        "ybocs", "Y-BOCS", top=40, by_clinician=True, response=0.35, example="24",
        bands=((7, "subclinical"), (15, "mild"), (23, "moderate"), (31, "severe"), (40, "extreme")),
        source="https://pbpsychiatricservices.com/ybocs",
        response_source="https://pmc.ncbi.nlm.nih.gov/articles/PMC3799067",
    ),
    Instrument(
        "wsas", "WSAS", top=40, example="22",
        source="https://socasresourcehub.com/section-5b/5b-4-scoring-the-wsas-scale/",
    ),
    Instrument(
        "cgis", "CGI-S", least=1, top=7, called="rating", by_clinician=True, example="4",
        source="https://datashare.nida.nih.gov/instrument/clinical-global-impression-scales",
    ),
    Instrument(
        "cgii", "CGI-I", least=1, top=7, ends=("best", "worst"), called="rating", by_clinician=True, no_change=4, example="3",
        source="https://datashare.nida.nih.gov/instrument/clinical-global-impression-scales",
    ),
    Instrument("icsi", "ICSI", top=20, example="8", source="https://medluna.com/article/11378052"),
    Instrument("icpi", "ICPI", top=16, example="8", source="https://www.alpfmedical.info/pelvic-floor/symptoms-scores.html"),
))  # fmt: skip

# The LOINC codes of totals that were read at a source (docs/facts.md 2.7).
TOTAL_CODES = {"phq9": "44261-6", "phq2": "55758-7", "gad7": "70274-6", "pcl5": "101698-9", "peg": "91147-9"}


def total(name: str, items: Sequence[int | None]) -> float:
    """Return the total of answers by the rule of the form's manual. Raises Refused for a missing answer or one out of range."""
    form = INSTRUMENTS[name]
    _check_items(form, items)
    if form.rule == "qids":
        return float(sum(max(items[number - 1] or 0 for number in domain) for domain in QIDS_DOMAINS))
    summed = sum(item or 0 for item in items)
    if form.rule == "mean":
        return summed / len(items)
    return float(summed * (TIMES_FOUR if form.rule == "times4" else 1))


def band(name: str, total: float) -> str | None:
    """Return the form's own word for the range of a total, None if the form has none."""
    form = INSTRUMENTS[name]
    return next((word for highest, word in form.bands if form.least <= total <= highest), None)


def check_total(name: str, total: float) -> None:
    """Check that the form can have this total. Raises Refused."""
    form = INSTRUMENTS[name]
    if not form.least <= total <= form.top:
        raise Refused(f"The {form.title} {form.called} goes from {form.least} to {form.top}. Example: kfit {name} --total {form.example}")
    if form.rule == "times4":
        _check_steps(form, total)
    elif form.rule != "mean" and total != int(total):
        raise Refused(f"The {form.title} {form.called} is a whole number. {_either(form, int(total), int(total) + 1)}")


def said_total(name: str, total: float) -> str:
    """Return a total with the highest one: `15 of 27`, `6.3 of 10` (PEG); a rating of change with its scale.

    A total out of range, or of an unknown form, is alone.
    """
    said, form = points(name, total), INSTRUMENTS[name]
    if not form.least <= total <= form.top:
        return said
    return f"{said} of {form.top}" if form.no_change is None else f"{said} ({form.scale})"


def points(name: str, number: float) -> str:
    """Return a total, or a difference of two, as text: with one decimal for the PEG, else without trailing zeros."""
    return tenths(number) if INSTRUMENTS[name].rule == "mean" else f"{number:g}"


def _check_items(form: Instrument, items: Sequence[int | None]) -> None:
    """Check the number and range of answers. Raises Refused, which names the first wrong one."""
    if not form.labels:
        raise Refused(f"The {form.title} is kept by its {form.called}. Example: kfit {form.name} --total {form.example}")
    count = len(form.labels)
    if len(items) != count:
        said = f"The {form.title} has {count} answers, here {'is' if len(items) == 1 else 'are'} {len(items)}."
        raise Refused(f"{said}{f' {WHOLE_FORM}' if len(items) < count else ''} {_one_by_one(form)}")
    for number, item in enumerate(items, 1):
        if item is None and not form.may_leave_out(number):
            raise Refused(f"Answer {number} ({form.labels[number - 1]}) is missing. {WHOLE_FORM} {_one_by_one(form)}")
        if item is not None and not (type(item) is int and 0 <= item <= form.item_high):
            raise Refused(f"Answer {number} ({form.labels[number - 1]}) goes from {form.answers}. {_one_by_one(form)}")
    for less, more in QIDS_PAIRS if form.rule == "qids" else ():
        if items[less - 1] is None and items[more - 1] is None:
            raise Refused(f"One of the answers {less} and {more} is needed, with - for the other. {WHOLE_FORM} {_one_by_one(form)}")


def _one_by_one(form: Instrument) -> str:
    return f"One by one: kfit {form.name}"


def _check_steps(form: Instrument, total: float) -> None:
    if total % TIMES_FOUR == 0:
        return
    steps = f"The {form.title} total goes from 0 to {form.top} in steps of {TIMES_FOUR}."
    if total == int(total) and total <= form.top // TIMES_FOUR:
        raise Refused(f"{steps} If {total:g} is the sum of the answers: kfit {form.name} --total {total * TIMES_FOUR:g}")
    below = int(total // TIMES_FOUR) * TIMES_FOUR
    raise Refused(f"{steps} {_either(form, below, below + TIMES_FOUR)}")


def _either(form: Instrument, below: int, above: int) -> str:
    return f"Try: kfit {form.name} --total {below}   or: kfit {form.name} --total {above}"


class TotalChange:
    """How a total differs from an earlier one of the same form.

    `day` and `total` are the earlier one's, `points` is this total minus that one. `counts` means that the difference counts as a
    change, None if the form has no threshold. `shares_days` means that both forms look back on some of the same days.
    """

    __slots__ = ("counts", "day", "points", "shares_days", "total")

    def __init__(self, day: str, total: float, points: float, *, counts: bool | None, shares_days: bool) -> None:
        self.day, self.total, self.points = day, total, points
        self.counts, self.shares_days = counts, shares_days


class TotalComparison:
    """A total compared with the last one and with the baseline, each None if there is none.

    `response` and `remission` mean that the total counts as one, given the baseline. None if that is not defined.
    """

    __slots__ = ("baseline", "last", "remission", "response")

    def __init__(
        self,
        last: TotalChange | None = None,
        baseline: TotalChange | None = None,
        *,
        response: bool | None = None,
        remission: bool | None = None,
    ) -> None:
        self.last, self.baseline = last, baseline
        self.response, self.remission = response, remission
