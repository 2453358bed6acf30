"""The kinds of entry: their fields, ranges, units and words. Tables in other modules are derived from these classes."""

from __future__ import annotations

from .. import humanize
from ..errors import Refused
from .fields import COUNT, HIGHEST, LAST, LOWEST, MEAN, SUM, DayFigure, Entry, Rule, alias, answers, choice, instant, real, text, whole
from .measures import PRESSURE, QUANTITIES, number_text
from .routes import DOSE, ROUTES, Administration, format_dose, format_route

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from typing import Any

LONGEST_NAME = 40
NEW = {"--new": "a new name, though it is like a known one"}
SURE = "--sure"  # the flag that confirms an unlikely value


# The 2011 Compendium of Physical Activities (docs/facts.md 1.1): word -> code.
ACTIVITIES = {
    "walk": "17190", "stroll": "17151", "hike": "17080", "run": "12030", "jog": "12020", "bike": "01010",
    "spin": "02017", "swim": "18310", "yoga": "02150", "pilates": "02105", "taichi": "15670", "stretch": "02101",
    "dance": "03025", "gym": "02054", "row": "02071", "elliptical": "02048", "aerobics": "03015",
    "water-aerobics": "18355", "boxing": "15110", "garden": "08245", "housework": "05010", "golf": "15255",
    "tennis": "15675", "soccer": "15610", "basketball": "15055", "stairs": "17133",
}  # fmt: skip
# What people call an activity; `_` joins the words of a phrase.
ACTIVITY_WORDS = {
    "walk": "walked walking walks went_walking", "stroll": "strolled strolling", "hike": "hiked hiking",
    "run": "ran running runs went_running", "jog": "jogged jogging",
    "bike": "biked biking cycled cycling cycle bicycle bike_ride rode_my_bike", "swim": "swam swimming swum went_swimming",
    "spin": "spinning", "stretch": "stretched stretching stretches", "dance": "danced dancing", "row": "rowed rowing",
    "taichi": "tai_chi tai-chi", "boxing": "boxed", "garden": "gardened gardening yardwork yard_work",
    "housework": "chores cleaning cleaned hoovering vacuuming", "golf": "golfed golfing", "soccer": "football",
    "stairs": "stair_climbing", "elliptical": "cross_trainer crosstrainer",
}  # fmt: skip
INTENSITIES = ("light", "moderate", "vigorous")
LOW_MOOD = 1  # after a mood up to this, kfit thanks for it and says nothing else about the day


class Mood(Entry):
    """How you feel, from 0 (worst) to 10 (best)."""

    example = "mood 6 slept badly"
    beginning = "mood 5"
    plural = "moods"
    aliases = alias("mood", "moods feeling feel felt mood_score mood_level overall_mood")
    form = "score"
    scale = "0-10"
    calendar = True
    goal = "daily"
    question = "Mood, 0 worst to 10 best: "
    figures = (
        DayFigure(
            "mood_mean_10_best",
            MEAN,
            "score",
            meaning="mean of the day's moods, 0 (worst) to 10 (best), one decimal",
            decimals=1,
            padded=True,
        ),
        DayFigure("mood_lowest", LOWEST, "score", meaning="lowest mood of the day, 0 (worst) to 10 (best)"),
        DayFigure("mood_highest", HIGHEST, "score", meaning="highest mood of the day, 0 (worst) to 10 (best)"),
        DayFigure("mood_entries", COUNT, meaning="number of moods"),
    )
    score: int = whole(0, 10, title="Mood", ends=("worst", "best"))


class Sleep(Entry):
    """A night, part of a night, or a nap. It counts for the day you wake up."""

    example = "sleep 22:30-06:45 --quality 6"
    plural = "nights"
    aliases = (
        alias("sleep", "slept sleeping")
        | alias("sleep", "asleep bed in_bed went_to_bed went_to_sleep fell_asleep", bedtime="yes")  # a time alone is no length
        | alias("sleep", "nap naps napped napping dozed dozing snoozed snooze kip kipped siesta", nap="yes")
    )
    form = "night"
    flags = {SURE: "keep it beside that day's other sleep, as typed"}
    scale = "hours"
    calendar = True
    goal = "7h/night"
    question = "Sleep last night (such as 7h30, or 23-7): "
    figures = (
        DayFigure(
            "sleep_hours",
            SUM,
            "minutes",
            meaning="decimal hours (7.50 = 7 h 30 min) of night and naps; empty without a night",
            decimals=2,
            per=60,
            padded=True,
            needs=("nap", None),
        ),
        DayFigure(
            "nap_hours",
            SUM,
            "minutes",
            meaning="decimal hours that were naps; the rest of sleep_hours is the night",
            decimals=2,
            per=60,
            padded=True,
            only=("nap", "yes"),
        ),
        DayFigure("sleep_parts", COUNT, meaning="parts of the night; 1 = in one piece, 0 = only naps", only=("nap", None)),
        DayFigure("sleep_quality_10_best", MEAN, "quality", meaning="0 (worst) to 10 (best), mean of those given", decimals=1),
    )
    RULES = (
        Rule("ascending", ("minutes", "in_bed_minutes"), "Time in bed is at least as long as the sleep in it."),
        Rule("both or none", ("start_at", "end_at"), "A night with times has a start and an end."),
    )
    minutes: int = whole(0, 1080, title="Sleep", unit="minutes")
    start_at: str | None = instant(title="The start", default=None)
    end_at: str | None = instant(title="The end", default=None)
    in_bed_minutes: int | None = whole(1, 1440, title="Time in bed", unit="minutes", option="--in-bed", sample="8h30", default=None)
    quality: int | None = whole(0, 10, title="Sleep quality", ends=("worst", "best"), option="--quality", sample="6", default=None)
    nap: str | None = choice(("yes",), title="A nap", meaning="yes for a nap; empty for a night, or a part of one", default=None)

    @property
    def is_nap(self) -> bool:
        """Return whether it is a nap: it counts for its day, but is no night."""
        return self.nap is not None

    def phrase(self) -> str:
        """Return `sleep 7h30`, `nap 0h20`."""
        return f"{'nap' if self.is_nap else 'sleep'} {self.short()}"

    def short(self) -> str:
        """Return `7h30`."""
        return humanize.hours_minutes(self.minutes)

    def details(self) -> list[str]:
        """Return the quality and the time in bed, if they are given."""
        quality = [] if self.quality is None else [f"quality {self.quality}"]
        return quality + ([] if self.in_bed_minutes is None else [f"in bed {humanize.hours_minutes(self.in_bed_minutes)}"])


class Exercise(Entry):
    """Any movement, in minutes. Five minutes count too."""

    example = "exercise 30 walk"
    beginning = "walk 10"
    plural = "sessions"
    label = "Movement"
    heads = {"exercise": {}, "move": {}, **{activity: {"activity": activity} for activity in ACTIVITIES}}
    aliases = (
        alias("exercise", "exercised exercising work_out worked_out moved moving movement activity")
        | alias("exercise", "weights lifting lifted weightlifting strength strength_training", activity="strength")
        | {word: called for activity, words in ACTIVITY_WORDS.items() for word, called in alias(activity, words).items()}
    )
    form = "movement"
    scale = "minutes"
    calendar = True
    goal = "3x30min/week"
    goal_words = ("movement", "sport")
    question = "Movement (such as walk 20, or no): "
    figures = (
        DayFigure("exercise_minutes", SUM, "minutes", meaning="minutes of all movement added up"),
        DayFigure("exercise_sessions", COUNT, meaning="number of exercise entries"),
    )
    minutes: int = whole(1, 1440, title="Exercise", unit="minutes")
    activity: str | None = text(40, title="An activity", option="--activity", sample="climbing", default=None)
    intensity: str | None = choice(INTENSITIES, title="Intensity", option="--intensity", default=None)
    effort: int | None = whole(0, 10, title="Effort", ends=("none", "most"), option="--effort", sample="3", default=None)
    company: str | None = text(40, title="Company", option="--with", sample="Anna", default=None)

    def phrase(self) -> str:
        """Return `20 min walk`."""
        return f"{self.minutes} min {self.activity or 'exercise'}"

    def details(self) -> list[str]:
        """Return intensity, effort and company, if they are given."""
        said = [self.intensity] if self.intensity else []
        said += [] if self.effort is None else [f"effort {self.effort}"]
        return said + ([f"with {self.company}"] if self.company else [])


class Note(Entry):
    """Words of your own, with a mark for the charts if you like."""

    example = "note"
    plural = "notes"
    form = "rest"
    not_drawn = "A note's mark shows on every chart. Try: kfit chart mood"
    no_goal = "A note can't be a goal here. As a habit it can: kfit did journal"
    goal_words = ("notes",)
    question = "A note, if you like: "
    RULES = (Rule("one at least", ("note", "mark"), "The note is empty."),)
    mark: str | None = text(40, title="A mark", option="--mark", sample='"moved house"', default=None)

    def phrase(self) -> str:
        """Return `a note`, never its text: that is private."""
        return "a note" if self.mark is None else "a note with a mark"


# Ratings that kfit knows, each with its better end. 10 is always the most of it.
RATINGS = {"pain": "low", "anxiety": "low", "energy": "high", "stress": "low", "irritability": "low", "craving": "low"}
DIRECTIONS = ("high", "low")
ENDS = {"low": ("none", "worst"), "high": ("worst", "best")}
FULL = ("none", "full")
LEAST_MOST = ("least", "most")
# Habits that kfit offers before the person has used one (docs/facts.md 5.3). They are neutral: none is a duty.
HABITS = ("meditation", "craft", "therapy", "group", "people", "rest", "period")
MOST_TIMES = 10_000
MOST = 1_000_000_000


def ends(name: str, better: str) -> tuple[str, str]:
    """Return the words for 0 and 10 of a rating: `least` and `most` if `better` is neither high nor low."""
    return FULL if name == "energy" else ENDS.get(better, LEAST_MOST)


class Rating(Entry):
    """Pain, anxiety, energy or anything else, from 0 to 10. The answer says which end is better."""

    example = "rate pain 4"
    plural = "ratings"
    heads = {"rate": {}, **{rating: {"name": rating, "better": better} for rating, better in RATINGS.items()}}
    aliases = (
        alias("pain", "pains painful hurting")
        | alias("anxiety", "anxious anx anxiousness")
        | alias("stress", "stressed")
        | alias("irritability", "irritable irritated")
        | alias("craving", "cravings")
        | alias("energy", "energetic energy_level")
    )
    shown = ("pain", "anxiety", "energy", "rate")
    form = "rating"
    flags = NEW
    names = RATINGS
    tracked = True
    calendar = True
    goal = "daily"
    figures = (DayFigure("", MEAN, "score", meaning="", decimals=2),)
    name: str = text(
        LONGEST_NAME, title="The name of a rating", meaning=f"what was rated: {', '.join(RATINGS)}, or a name of the person's own"
    )
    score: int = whole(0, 10, title="A rating", meaning="whole number, 0 to 10; 10 is the most of it")
    better: str = choice(
        DIRECTIONS, title="The better end", option="--better", meaning="which end is better: high (10 is best) or low (10 is worst)"
    )

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that a rating that kfit knows has its own better end. Raises Refused."""
        if told & {"name", "better"} and RATINGS.get(self.name, self.better) != self.better:
            raise Refused(f"For {self.name}, {RATINGS[self.name]} is the better end.")

    def phrase(self) -> str:
        """Return `anxiety 7 (0 none, 10 worst)`."""
        lowest, highest = ends(self.name, self.better)
        return f"{self.name} {self.score} (0 {lowest}, 10 {highest})"

    def short(self) -> str:
        """Return `7`."""
        return str(self.score)


class Habit(Entry):
    """Something you did: just that, for some minutes, or a number of times."""

    example = "did meditation 10m"
    plural = "habits"
    heads = {"did": {}}
    aliases = alias("did", "meditation meditated meditating meditate", name="meditation") | {
        name: ("did", {"name": name}) for name in ("craft", "therapy", "group", "period")
    }
    shown = ("did",)
    form = "habit"
    flags = NEW
    names = HABITS
    ways_open = True
    tracked = True
    calendar = True
    goal = "5x/week"
    figures = (DayFigure("", SUM, "minutes", meaning=""),)
    RULES = (Rule("not both", ("minutes", "times"), "A habit is kept in minutes or in times, not in both."),)
    name: str = text(LONGEST_NAME, title="The name of a habit", meaning="what was done")
    minutes: int | None = whole(1, 1440, title="Time", unit="minutes", default=None)
    times: int | None = whole(
        1,
        MOST_TIMES,
        title="Times",
        meaning=f"how often, a whole number from 1 to {MOST_TIMES}; empty where no amount was said",
        default=None,
    )

    def phrase(self) -> str:
        """Return `meditation 5 min`, `push-ups 20 times`, `craft`."""
        amount = self.short()
        return f"{self.name} {amount}" if amount != self.name else amount

    def short(self) -> str:
        """Return `5 min`, `20 times`, or its name if it has no amount."""
        if self.minutes is not None:
            return f"{self.minutes} min"
        return self.name if self.times is None else f"{self.times} time{'s' * (self.times != 1)}"


class Measure(Entry):
    """A value with its unit: weight, blood pressure, a lab result, drinks, or a name of your own."""

    example = "measure coffee 2"
    plural = "measures"
    heads = {"measure": {}, "bp": {}, **{name: {"name": name} for name in QUANTITIES if name not in PRESSURE}}
    aliases = (
        alias("bp", "blood_pressure bloodpressure")
        | alias("measure", "pulse heart_rate heartrate hr", name="pulse")
        | alias("measure", "steps step_count", name="steps")
        | alias("weight", "weigh weighed weighing weighed_in body_weight")
        | alias("glucose", "blood_sugar blood_glucose sugar")
        | alias("hba1c", "a1c")
        | alias("drinks", "drink alcohol")
    )
    shown = ("weight", "bp", "measure")
    form = "measure"
    flags = {SURE: "an unusual value is right"} | NEW
    names = QUANTITIES
    tracked = True
    no_goal = "A measure can't be a goal here. A habit can: kfit goal meditation 5x/week"
    goal_words = (*QUANTITIES, "steps")
    figures = (DayFigure("", MEAN, "value", meaning="", decimals=2),)  # without a unit, a day is a sum instead
    name: str = text(LONGEST_NAME, title="The name of a measure", meaning="what was measured or counted")
    value: float = real(-MOST, MOST, title="A measure", above=False, meaning="number, in the unit beside it")
    unit: str | None = text(
        20,
        title="The unit",
        meaning="the unit; empty where it is counted; always "
        + ", ".join(f"{known.unit} for {name}" for name, known in QUANTITIES.items() if known.unit),
        default=None,
    )
    typed: str | None = text(
        40, title="The value as typed,", meaning="the value as it was typed, perhaps in another unit", default=None, verbatim=True
    )

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that a measure that kfit knows has its stored unit. Raises Refused."""
        known = QUANTITIES.get(self.name)
        if told & {"name", "unit"} and known is not None and self.unit != known.unit:
            raise Refused(f"{known.title} is kept in {known.unit}." if known.unit else f"{known.title} has no unit.")

    def phrase(self) -> str:
        """Return `weight 72.5 kg`, as it was typed."""
        return f"{self.name} {self.short()}"

    def short(self) -> str:
        """Return `72.5 kg`, as it was typed."""
        if self.typed:
            return self.typed
        return f"{number_text(self.value)} {self.unit}" if self.unit else number_text(self.value)


# Side effects by name (docs/facts.md 5.2); others are added with `--new`.
EFFECTS = (
    "dissociation", "hallucination", "anxiety", "dizziness", "vertigo", "nausea", "vomiting", "headache", "blurred-vision", "double-vision",
    "sedation", "fatigue", "fog", "memory", "confusion", "mood-swing", "irritability", "tearful", "wired", "insomnia", "vivid-dreams",
    "bp-high", "palpitations", "taste", "dry-mouth", "appetite-loss", "itching", "rash", "urinary-urgency", "urinary-pain", "craving",
    "weight-gain", "weight-loss", "other",
)  # fmt: skip
# What people call a side effect: each with the name that it is kept under.
CALLED = {
    "dizzy": "dizziness", "foggy": "fog", "nauseous": "nausea", "nauseated": "nausea", "vomited": "vomiting", "headaches": "headache",
    "tired": "fatigue", "tierd": "fatigue", "exhausted": "fatigue", "wiped-out": "fatigue", "weak": "fatigue", "sleepy": "sedation",
    "drowsy": "sedation", "groggy": "sedation", "sick": "nausea", "queasy": "nausea", "threw-up": "vomiting", "puked": "vomiting",
    "throwing-up": "vomiting", "crying": "tearful", "weepy": "tearful", "forgetful": "memory", "spinning": "vertigo", "floaty": "dissociation",
    "floating": "dissociation", "detached": "dissociation", "spacey": "dissociation", "trippy": "dissociation", "unreal": "dissociation",
    "lightheaded": "dizziness", "light-headed": "dizziness", "woozy": "dizziness", "thirsty": "dry-mouth", "itch": "itching",
    "itchy": "itching", "sleepless": "insomnia", "nightmares": "vivid-dreams", "dreams": "vivid-dreams", "bad-dreams": "vivid-dreams",
    "racing": "wired", "racing-thoughts": "wired", "blurry": "blurred-vision", "blurry-eyes": "blurred-vision",
    "blurry-vision": "blurred-vision", "seeing-double": "double-vision", "high-bp": "bp-high", "high-blood-pressure": "bp-high",
    "brain-fog": "fog", "metallic-taste": "taste", "migraine": "headache", "panic": "anxiety", "anxious": "anxiety",
    "bladder": "urinary-urgency", "bladder-pain": "urinary-pain", "no-appetite": "appetite-loss", "heart-racing": "palpitations",
}  # fmt: skip
SEVERITIES = ("none", "mild", "moderate", "severe")
EVENTS = ("started", "changed", "stopped", "taken", "skipped")
LASTING = 7 * 24 * 60  # minutes that an effect may have gone on
# The names of the questionnaires. Their data are in questionnaires.py, which only a score needs to import.
QUESTIONNAIRES = (
    "phq9", "phq2", "gad7", "who5", "qids", "isi", "pcl5", "peg", "cadss", "cadss6",
    "madrs", "hamd17", "ybocs", "wsas", "cgis", "cgii", "icsi", "icpi",
)  # fmt: skip
HIGHEST_TOTAL, HIGHEST_ANSWER, MOST_ANSWERS = 100, 10, 20
ROUNDED = 0.005  # how far a total may differ from that of its answers: a mean can be written with two decimals (PEG, 6.33)


class Infusion(Administration, Entry):
    """A treatment, as you were told it: infusion, injection, spray or tablet.

    What is given by a needle is called an infusion, anything else a dose: kfit dose troche 200mg.
    For the ride home and driving, your clinic's rules hold.
    """

    example = "infusion iv 40mg"
    plural = "infusions"
    heads = {"infusion": {}, DOSE: {}}
    shown = ("infusion", DOSE)
    aliases = (
        alias("infusion", "infusions infused ketamine ket ketamine_infusion iv_infusion injection")
        | alias("infusion", "iv_ketamine iv_ket ketamine_iv ketamine_drip", route="iv")
        | alias("infusion", "im_ketamine im_ket ketamine_im ketamine_shot ketamine_injection", route="im")
        | alias("infusion", "sc_ketamine subq_ketamine", route="sc")
        | alias("infusion", "oral_ketamine", route="oral")
        | alias("infusion", "sublingual_ketamine", route="sublingual")
        | alias(
            "infusion",
            "nasal_spray nasal_ketamine ketamine_spray ketamine_nasal_spray intranasal_ketamine",
            route="nasal",
            dosage_form="spray",
        )
        | alias("infusion", "spravato", route="nasal", dosage_form="spravato")
        | alias("infusion", "esketamine", route="nasal", dosage_form="esketamine")
        | alias("infusion", "troche troches", route="sublingual", dosage_form="troche")
        | alias("infusion", "lozenge lozenges", route="sublingual", dosage_form="lozenge")
        | alias("infusion", "rdt", route="sublingual", dosage_form="rdt")
    )
    form = "treatment"
    flags = {SURE: "it happened, whatever its note says"}
    not_drawn = "Infusions and doses are marked on every chart. Their table: kfit infusions"
    no_goal = "An infusion or a dose can't be a goal here. What is planned: kfit next"
    goal_words = ("infusions", "ketamine", "iv", "nasal")
    route: str | None = choice(ROUTES, title="The route", option="--route", default=None)
    dose_mg: float | None = real(0, 2000, title="A dose", unit="mg", default=None)
    dose: str | None = text(40, title="The dose, as told,", option="--dose", sample="40mg", default=None, verbatim=True)
    dosage_form: str | None = text(
        20, title="The form", meaning="what was taken, as told: troche, lozenge, tablet", option="--form", sample="troche", default=None
    )
    minutes: int | None = whole(1, 480, title="The length of an infusion", unit="minutes", option="--minutes", sample="40", default=None)
    clinic: str | None = text(80, title="The clinic", option="--clinic", sample='"the clinic"', default=None)

    def phrase(self) -> str:
        """Return `infusion (IV, 40 mg)`, `dose (troche, 200 mg)`, or the word alone if no details are given."""
        told = self.short()
        return f"{self.word} ({told})" if told else self.word

    def several(self) -> str:
        """Return `infusions` or `doses`."""
        return f"{self.word}s"

    def short(self) -> str:
        """Return `IV, 40 mg, 40 min`, without what is not given."""
        form = self.dosage_form if self.dosage_form != DOSE else None  # no form, but the word that was typed
        parts = [form or format_route(self.route), format_dose(self.dose), f"{self.minutes} min" if self.minutes else ""]
        return ", ".join(part for part in parts if part)


class Effect(Entry):
    """A side effect, from 0 (none) to 3 (severe)."""

    example = "effect nausea 2"
    plural = "effects"
    called = "a side effect"
    aliases = alias("effect", "effects side_effect side_effects side-effect side-effects")
    form = "effect"
    flags = NEW
    names = EFFECTS
    calendar = True
    no_goal = "A side effect can't be a goal here. To see them over time: kfit chart nausea"
    goal_words = ("effects",)
    figures = (DayFigure("effect_worst_0_to_3", HIGHEST, "severity", meaning="the highest severity of the day, 0 (none) to 3 (severe)"),)
    name: str = text(LONGEST_NAME, title="An effect", meaning="the side effect: one that kfit lists, or a name of the person's own")
    severity: int = whole(0, 3, title="Severity", ends=("none", "severe"))
    minutes: int | None = whole(1, LASTING, title="How long it went on", unit="minutes", option="--for", sample="2h", default=None)

    def phrase(self) -> str:
        """Return `nausea 1 of 3 (mild)`."""
        word = severity_word(self.severity)
        return f"{self.name} {self.severity} of 3 ({word})" if word else f"{self.name} {self.severity}"

    def short(self) -> str:
        """Return `headache 1 (mild)`, for use after another effect."""
        word = severity_word(self.severity)
        return f"{self.name} {self.severity} ({word})" if word else f"{self.name} {self.severity}"

    def details(self) -> list[str]:
        """Return its duration, if it is given."""
        return [f"for {humanize.hours_minutes(self.minutes)}"] if self.minutes else []


class Medicine(Entry):
    """Another medicine: started, changed, stopped, taken or skipped. It is kept in your words, and no dose is checked."""

    example = "med sertraline 100mg started"
    plural = "medicines"
    heads = {"med": {}}
    aliases = alias("med", "meds medicine medicines medication medications")
    shown = ("med",)
    form = "medicine"
    flags = NEW
    not_drawn = "Changes of medicines show on every chart. Try: kfit chart mood"
    no_goal = "A medicine can't be a goal here. What is current: kfit med"
    goal_words = ("meds", "medicine")
    name: str = text(LONGEST_NAME, title="A medicine", meaning="the medicine, as told; kfit compares it with nothing")
    event: str = choice(EVENTS, title="What happened")
    dose: str | None = text(40, title="The dose, as told,", default=None, verbatim=True)

    def phrase(self) -> str:
        """Return `sertraline changed to 150 mg`, `sertraline 100 mg started`, `sertraline not taken`."""
        dose = format_dose(self.dose)
        if self.event == "changed" and dose:
            return f"{self.name} changed to {dose}"
        happened = "not taken" if self.event == "skipped" else self.event
        return " ".join(part for part in (self.name, dose, happened) if part)


class Score(Entry):
    """A questionnaire that your clinic gave you: its answers, or its total alone."""

    example = "phq9 --total 11"
    plural = "scores"
    called = "a questionnaire"
    heads = {questionnaire: {"name": questionnaire} for questionnaire in QUESTIONNAIRES}
    aliases = (
        (alias("phq9", "phq phq-9 phq_9") | alias("phq2", "phq-2"))
        | (alias("gad7", "gad gad-7 gad_7") | alias("who5", "who-5"))
        | alias("qids", "qids-sr qids16 qids-16")
        | (alias("pcl5", "pcl pcl-5") | alias("cadss6", "cadss-6"))
        | alias("hamd17", "hamd ham-d ham_d hamd-17 ham-d17 ham-d-17 hdrs hdrs17 hdrs-17 hrsd hrsd17 hrsd-17 hamilton")
        | alias("ybocs", "y-bocs y_bocs")
        | (alias("cgis", "cgi-s cgi_s cgi_severity") | alias("cgii", "cgi-i cgi_i cgi_improvement"))
    )
    shown = ()
    form = "answers"
    names = QUESTIONNAIRES
    no_goal = "A questionnaire's total can't be a goal here. To see it over time: kfit chart phq9"
    goal_words = ("score", "scores", "form")
    figures = (DayFigure("", LAST, "total", meaning=""),)
    name: str = choice(QUESTIONNAIRES, title="The questionnaire", meaning="the questionnaire; see The questionnaires")
    total: float = real(
        0,
        HIGHEST_TOTAL,
        title="The total",
        option="--total",
        sample="11",
        above=False,
        meaning="number, as the form's manual has it; its range stands under The questionnaires",
    )
    difficulty: int | None = whole(
        0, 3, title="The difficulty question", meaning="the last question of the PHQ-9, 0 to 3; it is no part of the total", default=None
    )
    items: tuple[int | None, ...] | None = answers(
        HIGHEST_ANSWER,
        MOST_ANSWERS,
        title="The answers",
        meaning="the answers in the form's order, - where it leaves one out; empty without them",
        default=None,
    )

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that the form can have this total, and that it is the total of the answers. Raises Refused."""
        from . import questionnaires

        form = questionnaires.INSTRUMENTS[self.name]
        if told & {"name", "total"}:
            questionnaires.check_total(self.name, self.total)
        if (
            told & {"name", "total", "items"}
            and self.items is not None
            and abs(questionnaires.total(self.name, self.items) - self.total) > ROUNDED
        ):
            raise Refused(f"The total of {form.title} is not that of its answers.")
        if told & {"name", "difficulty"} and self.difficulty is not None and not form.difficulty:
            raise Refused(f"{form.title} has no difficulty question.")

    @property
    def band(self) -> str | None:
        """Return the form's word for the range of the total, None if the form has none."""
        from . import questionnaires

        return questionnaires.band(self.name, self.total)

    def row(self) -> dict[str, Any]:
        """Return every field in the order of the export, with the band at the end."""
        return {**super().row(), "band": self.band}

    def phrase(self) -> str:
        """Return `PHQ-9` without the total, which is shown only if the person allows it (see `render.scores`)."""
        from . import questionnaires

        return questionnaires.INSTRUMENTS[self.name].title

    def short(self) -> str:
        """Return `PHQ-9`, without the total."""
        return self.phrase()


def severity_word(severity: int) -> str:
    """Return the word for a severity from 0 to 3, empty for any other."""
    return SEVERITIES[severity] if 0 <= severity < len(SEVERITIES) else ""


# In the order of lists, exports and messages.
KINDS: dict[str, type[Entry]] = {
    kind.kind: kind for kind in (Mood, Sleep, Exercise, Infusion, Rating, Effect, Medicine, Habit, Measure, Score, Note)
}
# The words that begin an entry, each with its kind and the fields that the word sets.
HEADS: dict[str, tuple[type[Entry], Mapping[str, str]]] = {
    word: (kind, fixed) for kind in KINDS.values() for word, fixed in kind.heads.items()
}
# What people call a head: the kind, the head, and the fields that the word sets.
ALIASES: dict[str, tuple[type[Entry], str, Mapping[str, str]]] = {
    word: (kind, head, fields) for kind in KINDS.values() for word, (head, fields) in kind.aliases.items()
}
# The heads in the list of commands. The help of each family lists the others, and shells complete them.
SHOWN = tuple(word for kind in KINDS.values() for word in kind.shown)
NAMED = tuple(name for name, kind in KINDS.items() if "name" in kind.OWN)  # kinds whose entries have a name
FREELY_NAMED = tuple(name for name in NAMED if KINDS[name].OWN["name"].type == "text")  # kinds that allow custom names
NAME_HEADS = frozenset(next(iter(KINDS[name].heads)) for name in FREELY_NAMED)  # the words that a custom name follows
TRACKED = tuple(name for name, kind in KINDS.items() if kind.tracked)
DRAWN = tuple(name for name, kind in KINDS.items() if kind.figures)  # kinds with a chart
GOALS = tuple(name for name, kind in KINDS.items() if kind.goal)  # kinds that can be a goal
