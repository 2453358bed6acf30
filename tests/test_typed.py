"""Lines as people type them: what they mean, in the words of the canonical line, and what is asked about."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Grown, Kfit

PAST = [
    "med escitalopram 10mg started --on 2026-10-20", "did guitar 20m --on 2026-11-19", "did stretching-band 10x --on 2026-11-19",
    "rate clarity 4 --better high --on 2026-11-19", "measure tea 2cups --on 2026-11-19", "weight 80kg --on 2026-11-15",
    "config set date_order dmy", "config set weight_unit kg",
]  # fmt: skip
# Each line on the left is saved at once as the line on the right would be.
UNDERSTOOD = [
    # numbers
    ("mood seven", "mood 7"), ("mood was 3", "mood 3"), ("mood: 8", "mood 8"), ("mood=2", "mood 2"), ("mood8", "mood 8"), ("mood ~4", "mood 4"),
    ("mood 4ish", "mood 4"), ("mood about 7", "mood 7"), ("mood 7 out of 10", "mood 7"), ("mood 40%", "mood 4"), ("mood 3.", "mood 3"),
    ("felt 5", "mood 5"), ("feeling 2 heavy", "mood 2 heavy"), ("pain none", "pain 0"), ("no pain", "pain 0"), ("no pain at all", "pain 0"),
    ("stressed 6", "stress 6"), ("cravings 3", "craving 3"), ("anxiety level 4", "anxiety 4"), ("pain knee 5", "pain 5 knee"),
    ("my mood 6", "mood 6"), ("clarity 6", "rate clarity 6"), ("Mood 6 Better", "mood 6 Better"), ('mood "3 so tired"', "mood 3 so tired"),
    ("pain left shoulder 5 worse at night", 'pain 5 --note "left shoulder worse at night"'),
    # the day
    ("yesterday pain 4", "pain 4 --on yesterday"), ("pain 4 yesterday", "pain 4 --on yesterday"), ("pain yesterday 4", "pain 4 --on yesterday"),
    ("mood 3 on friday", "mood 3 --on friday"), ("mood 3 8am", "mood 3 --on 8am"), ("mood 3 @8am", "mood 3 --on 8am"),
    ("mood 3 last monday", 'mood 3 --on "last monday"'), ("mood 3 2 days ago", 'mood 3 --on "2 days ago"'),
    ("mood 3 --on last monday", 'mood 3 --on "last monday"'), ("--on yesterday mood 3", "mood 3 --on yesterday"),
    ("mood --on yesterday 3", "mood 3 --on yesterday"), ("mood 3 -on yesterday", "mood 3 --on yesterday"),
    ("mood 3 --when yesterday", "mood 3 --on yesterday"), ("today mood 3", "mood 3"), ("mood 3 tonight", "mood 3 --on tonight"), ("mood 3 now", "mood 3 --on now"),
    ("fri: mood 3, walk 10", "log mood 3, walk 10 --on fri"), ("last night sleep 6", 'sleep 6 --on "last night"'), ("mood 3 on the 12th", "mood 3 --on 12th"),
    ("slept 5 woke 3 times", "sleep 5h woke 3 times"), ("slept 7 up 2 times", "sleep 7h up 2 times"), ("infusion iv 40mg 3 nov", 'infusion iv 40mg --on "3 nov"'),
    ("infusion 3 nov iv 40mg", 'infusion iv 40mg --on "3 nov"'), ("bp 120/80 at 11", "bp 120/80 --on 11am"), ("infusion 35mg today at 10", 'infusion 35mg --on "today 10am"'),
    # several
    ("mood 4, pain 3, stress 6", "log mood 4, pain 3, stress 6"), ('"mood 4, sleep 6h"', "log mood 4, sleep 6h"), ("mood 4 and pain 3", "log mood 4, pain 3"),
    ("mood 4 pain 3", "log mood 4, pain 3"), ("mood 4 + walk 10", "log mood 4, walk 10"), ("mood 4 - sleep 6 - walk 10", "log mood 4, sleep 6, walk 10"),
    ("mood:4 sleep:6", "log mood 4, sleep 6"), ("run 10 swim 20", "log run 10, swim 20"), ("walked 10, slept 6.5", "log walk 10, sleep 6.5"),
    ("mood 4 nausea 1", "log mood 4, effect nausea 1"), ("mood 5, took escitalopram", "log mood 5, med escitalopram taken"),
    ("mood 5; nap 20", "log mood 5, sleep nap 20m"), ("log mood 4 tired, walk 10 in the rain", "log mood 4 tired, walk 10 in the rain"),
    # notes
    ("mood 4 flat, grey day", 'mood 4 --note "flat, grey day"'), ("mood 4, grey all day", 'mood 4 --note "grey all day"'),
    ("mood 4, ran late", 'mood 4 --note "ran late"'), ("mood 4 sad and anxious", 'mood 4 --note "sad and anxious"'),
    ("mood 4 woke 3 times", 'mood 4 --note "woke 3 times"'), ("mood 4 7 people came", 'mood 4 --note "7 people came"'),
    ("mood 4 better than yesterday", 'mood 4 --note "better than yesterday"'), ("mood 4 bad dreams last night", 'mood 4 --note "bad dreams last night"'),
    ("mood 4, took the bus", 'mood 4 --note "took the bus"'), ("mood 4 this morning was rough", 'mood 4 --note "this morning was rough"'),
    # nights
    ("slept 6 hrs", "sleep 6h"), ("sleep 10pm until 6am", "sleep 10pm-6am"), ("sleep 10pm 6am", "sleep 10pm-6am"), ("sleep from 10 to 6", "sleep 10-6"),
    ("sleep midnight till 8", "sleep 0:00-8:00"), ("bed at 10 up at 6", "sleep 10-6"), ("asleep at 10 awake at 6", "sleep 10-6"),
    ("sleep six and a half hours", "sleep 6h30"), ("sleep 6 1/2 hours", "sleep 6h30"), ("sleep 6½", "sleep 6h30"), ("sleep about 6h", "sleep 6h"),
    ("sleep five hours", "sleep 5h"), ("sleep badly 5h", "sleep 5h badly"), ("no sleep", "sleep 0"), ("didn't sleep at all", "sleep 0"), ("nap 25", "sleep nap 25m"),
    ("napped 1h", "sleep nap 1h"), ("sleep 6h --q 5", "sleep 6h --quality 5"), ("sleep 5 hrs 30", "sleep 5h30"),
    # movement
    ("walked 20", "walk 20"), ("ran 15 mins", "run 15"), ("cycling 30", "bike 30"), ("exercise 20 mins walking", "walk 20"), ("walk twenty", "walk 20"),
    ("walk the dog 15", 'walk 15 --note "the dog"'), ("walk 20 mintues", "walk 20"), ("yoga half an hour", "yoga 30"), ("swam 1h", "swim 60"), ("walk 1 hour", "walk 60"),
    ("lifting 20", "exercise 20 --activity strength"), ("tai chi 15", "taichi 15"),
    ("dozed 30 on the sofa", "sleep nap 30m on the sofa"), ("kip 45 mins", "sleep nap 45m"), ("mood 5 today, pain 4 yesterday", "log mood 5 today, pain 4 yesterday"),
    ("mood 4 lastnight", 'mood 4 --on "last night"'), ("escitalopram skipped, guitar 20m", "log med escitalopram skipped, did guitar 20m"),
    ("mood 6, escitalopram taken", "log mood 6, med escitalopram taken"), ("bp 120/80 66 bpm", "bp 120/80 66"), ("bp 120/80 pulse 66 bpm", "bp 120/80 66"),
    ("started mirtazapine 15mg od", "med mirtazapine 15mg started --note od"),
    # treatment
    ("im ketamine 50mg", "infusion im 50mg"), ("iv ketamine 40mg", "infusion iv 40mg"), ("IM ketamine 50mg monday", "infusion im 50mg --on monday"),
    ("ketamine injection 50mg", "infusion im 50mg"), ("infusion 2 sprays nasal", 'infusion nasal --dose "2 sprays"'),
    ("nasal spray 3 squirts", 'infusion nasal --form spray --dose "3 squirts"'),
    ("ketamine 40mg iv", "infusion iv 40mg"), ("had my infusion", "infusion"), ("infusion today 40mg iv", "infusion iv 40mg"),
    ("infusion iv 40mg over 45min", "infusion iv 40mg 45min"), ("infusion 0.5mg/kg", 'infusion --dose "0.5mg/kg"'), ("infusion subq 30mg", "infusion sc 30mg"),
    ("spravato 84", "spravato 84mg"), ("infusion yesterday iv 40mg", "infusion iv 40mg --on yesterday"), ("infusion 40mg under the tongue", "infusion sublingual 40mg"),
    ("infusion 40mg iv felt calm", 'infusion iv 40mg --note "felt calm"'), ("infusion no headache", 'infusion --note "no headache"'),
    # medicines
    ("escitalopram 10mg", "med escitalopram 10mg taken"), ("took my escitalopram", "med escitalopram taken"), ("forgot escitalopram", "med escitalopram skipped"),
    ("started lithium 300mg", "med lithium 300mg started"), ("stopped escitalopram", "med escitalopram stopped"), ("med started lithium 300mg", "med lithium 300mg started"),
    ("took aspirin 500mg", "med aspirin 500mg taken"), ("med escitalopram up to 15mg", "med escitalopram 15mg changed"),
    # effects, habits, measures, forms
    ("nausea 2", "effect nausea 2"), ("dizzy 1", "effect dizziness 1"), ("side effect headache 2", "effect headache 2"), ("nausea 2 for 3 hours", "effect nausea 2 --for 3h"),
    ("no nausea", "effect nausea 0"), ("guitar 25", "did guitar 25m"), ("meditated 10m", "did meditation 10m"), ("tea 3", "measure tea 3"),
    ("pulse 70", "measure pulse 70"), ("heart rate 70", "measure pulse 70"), ("steps 4,200", "measure steps 4200"), ("blood pressure 120/80", "bp 120/80"),
    ("bp 120 over 80", "bp 120/80"), ("weighed 79.5kg", "weight 79.5kg"), ("phq 18", "phq9 --total 18"), ("phq-9 18", "phq9 --total 18"), ("phq9 12/27", "phq9 --total 12"),
    ("gad 9", "gad7 --total 9"), ("cadss 12", "cadss --total 12"), ("phq9 score 12", "phq9 --total 12"),
    ("phq9 12 of 27", "phq9 --total 12"), ("phq9 12 out of 27 rough week", 'phq9 --total 12 --note "rough week"'), ("gad7 9 / 21", "gad7 --total 9"),
    ("madrs 18", "madrs --total 18"), ("MADRS: 18", "madrs --total 18"), ("madrs 18/60", "madrs --total 18"), ("madrs 18 of 60", "madrs --total 18"),
    ("wsas 22 on monday", "wsas --total 22 --on monday"), ("hamd 14", "hamd17 --total 14"), ("ham-d 14", "hamd17 --total 14"), ("hdrs 14", "hamd17 --total 14"),
    ("ham-d17 14", "hamd17 --total 14"), ("hrsd 14 yesterday", "hamd17 --total 14 --on yesterday"), ("y-bocs 24", "ybocs --total 24"), ("y bocs 24", "ybocs --total 24"),
    ("cgi-s 4", "cgis --total 4"), ("cgi s 4", "cgis --total 4"), ("cgis 4", "cgis --total 4"), ("cgi-i 2", "cgii --total 2"), ("cgi i 2", "cgii --total 2"),
    ("icsi 8, icpi 6", "log icsi --total 8, icpi --total 6"), ("mood 5 madrs 20", "log mood 5, madrs --total 20"),
    # spoken numbers, and words that only link
    ("walked for thirty five minutes", "walk 35"), ("swim forty-five", "swim 45"), ("run twenty two", "run 22"), ("yoga seventeen minutes", "yoga 17"),
    ("infusion im sixty milligrams", 'infusion im --dose "60mg"'), ("feel like a 5", "mood 5"), ("mood is a shaky 4 today", 'mood 4 --note "shaky"'),
    ("mood 3 around midnight", "mood 3 --on midnight"), ("mood 5. slept 6h. walked 10 min.", "log mood 5, sleep 6h, walk 10"), ("slept 8h. ok", "sleep 8h ok"),
    # a distance is no length of time
    ("ran 3k in 20 min", 'run 20 --note "3k"'), ("bike 12,5 km 40 min", 'bike 40 --note "12,5 km"'), ("walk 2miles 35mins", 'walk 35 --note "2miles"'), ("walk 25ish", "walk 25"),
    # what parts entries
    ("mood 4 / sleep 6 / pain 3", "log mood 4, sleep 6, pain 3"), ("mood 6 but pain 7", "log mood 6, pain 7"), ("mood 4 but worn out", 'mood 4 --note "but worn out"'),
    # times of a night
    ("sleep 22h-6h", "sleep 22:00-6:00"), ("sleep 23h15 - 7h", "sleep 23:15-7:00"), ("in bed by 10 got up at 6", "sleep 10-6"), ("bed at 12 got up 8", "sleep 12-8"),
    # treatment, medicines, effects, habits
    ("infusion iv ketamine 35mg", "infusion iv 35mg"), ("infusion nasal ket 2 sprays", 'infusion nasal --dose "2 sprays"'),
    ("infusion friday 9am 40mg went well", 'infusion 40mg --note "went well" --on "friday 9am"'), ("took 20mg escitalopram", "med escitalopram 20mg taken"),
    ("had 2 tablets of escitalopram", "med escitalopram 2 tablets taken"), ("dizzy mild 20min", "effect dizziness 1 --for 20m"), ("guitar for half an hour", "did guitar 30m"),
]  # fmt: skip
# Each of these is refused, or asked about with these lines among those offered.
ASKED = {
    "mood 6-7": ("mood 6", "mood 7"), "mood 6.5": ("mood 6", "mood 7"), "mood 3/5": ("mood 6",), "mood 7 8": ("mood 7", "mood 8"), "mood -2": (), "mood low": (),
    "mood 66": (), "energy low": (), "mood 5 tomorrow": (), "sleep quality 4": (), "effect nausea bad": (), "walk 2 dogs": (),
    "mood 3 on monday it was bad": ('mood 3 --note "it was bad" --on monday', 'mood 3 --note "on monday it was bad"'),
    "walk 10 with sam yesterday": ('walk 10 --note "with sam" --on yesterday', 'walk 10 --note "with sam yesterday"'),
    "mood 5 pain 6 weeks now": ('mood 5 --note "pain 6 weeks now"', 'mood 5, pain 6 --note "weeks now"'),
    "mood 6 and walk 2 dogs": ('mood 6 --note "and walk 2 dogs"',), "headache 2 days": ("note headache 2 days",),
    "mood 4 this morning, 6 now": ("mood 4, mood 6",), "mood 5, slep 7h30": ("mood 5, sleep 7h30",), "walk 2000 steps": ("measure steps 2000",),
    "weight 110": (), "bp 12/80": ("bp 120/80",), "escitalopram 20mg": ("escitalopram 20mg taken", "escitalopram 20mg changed"),
    "escitalopram stopped working": ("note escitalopram stopped working",), "mood 6 at 9": ('mood 6 --on "at 9am"', 'mood 6 --on "at 9pm"'),
    "infusion on thursday": ("infusion --on thursday", "next thursday"), "crying": ("note crying",), "slept badly": ("note slept badly",),
    "no pain meds": ('note "no pain meds"',), "no walk today": ("note no walk today",), "exercise 0": (), "did guitarr 20": ("did guitar 20",),
    "mood 4 yesterday, sleep 6h": ("mood 4, sleep 6h --on yesterday", "log mood 4 --on yesterday", "log sleep 6h"),
    "pain 3 -q, mood 4 on friday flat": (), "mood 65%": ("mood 6", "mood 7"), "pain 4%": ("pain 0", "pain 1"), "energy 100.5%": (),
    "slept 3 nights badly": ("note slept 3 nights badly", 'slept 3 --note "nights badly"'), "pain 5 times today": ("note pain 5 times today",),
    "sleep 22-6, 2-3": ("sleep 22:00-06:00, 14:00-15:00", "sleep 22:00-02:00, 03:00-06:00"), "didn't sleep well": (), "bed at 11": (), "no clarity": ('note "no clarity"',), "no energy": (), "sleep 6 bed 11": (),
    "3 teas": ("measure tea 3",), "exercise 30 walk 20": ("exercise 30, walk 20",), "30 min walk": ("walk 30 min",), "7h sleep": ("sleep 7h",), "6 tired": ("mood 6 tired",), "12st 4": (), "9000 steps": ("steps 9000",),
    "2 lozenges 100mg each": ('dose --dose "2 lozenges 100mg each"',), "10mg escitalopram": ("med escitalopram 10mg taken",),
    "took 2 tylenol at 3": ('med tylenol taken --note "took 2 tylenol" --on "at 3"', "note took 2 tylenol at 3"), "stopped gabapentin": ("med gabapentin stopped",), "forgot my xanax yesterday": ('med xanax skipped --note "forgot my xanax" --on yesterday', "note forgot my xanax yesterday"),
    "stopped gabapentin yesterday": ("med gabapentin stopped --on yesterday",), "was awful yesterday mood 2": ('mood 2 --note "was awful" --on yesterday',),
    "dreading tomorrow mood 3": ("note dreading tomorrow mood 3",), "mood 5 6 7": ('mood 5 --note "6 7"',), "mood 6, 7": ("mood 6", "mood 7"), "started 8h 2 ok": (),
    "took ibuprofen": ("med ibuprofen taken", "note took ibuprofen"), "melatonin 5mg": ("med melatonin 5mg taken",), "took the day off": ("note took the day off",),
    "forgot everything": ("note forgot everything",), "so tired mood 2": ('mood 2 --note "so tired"',),
    "bp 132/84 before, 150/96 after": ("bp 132/84 before, bp 150/96 after", 'bp 132/84 --note "before, 150/96 after"'),
    "infusion number 5 on thurs, 45mg, lovely": ('infusion 45mg --note "number 5 lovely" --on thurs',),
    "troche going up to 150mg tomorrow": ("note troche going up to 150mg tomorrow",), "steps 1,2": (), "infusion on thurs 45mg cancelled": ('note "infusion 45mg cancelled" --on thurs',), "cycled 8 miles": ("note cycled 8 miles",),
    "dizzy 4/10": ("note dizzy 4/10",), "phq9 28": ("note phq9 28",), "mood 6 tired --note x": (),
    "no i meant 6": ("undo",), "wrong, walk was yesterday": ("undo",), "delete last": (), "edit last 3": (),
    "how was my mood": ("chart mood",), "when was my last infusion": ("infusions",), "what did i do on friday": ("list on friday",),
    "whats my average sleep": ("chart sleep",),
    # a second number behind the first: which one is it, or were there two?
    "mood 2 or 3": ("mood 2", "mood 3"), "pain 5 to 6 today": ("pain 5 today", "pain 6 today"), "mood 4, or maybe 5": ("mood 4", "mood 5"), "mood three or four": ("mood three", "mood 4"),
    "mood seven point five": ("mood seven", "mood 8"), "pain 5 and a half": ("pain 5", "pain 6"), "mood between 2 and 4": ("mood between 2", "mood between 4"),
    "pain went from 8 to 5": ("pain went from 8", "pain went from 5"), "mood 4 no 5": ("mood 4", "mood 5"), "mood 3→5": ("mood 3", "mood 5"), "mood 8/9": ("mood 8", "mood 9"),
    "walk 15 or 20": ("walk 15", "walk 20"), "pain 6 then 2 after meds": ("pain 6, pain 2 after meds",), "mood 2 morning 5 evening": ("mood 2, mood 5",),
    "mood 3 this morning, 6 now, sleep 7h": ("mood 3, mood 6, sleep 7h",), "walk 10 then 15": ("walk 10, walk 15",),
    "sleep 5-6 hours": ("sleep 5 hours", "sleep 6 hours"), "sleep 5 or 6 hours": ("sleep 5", "sleep 6 hours"), "sleep 6 and a half": ("sleep 6h30",), "slept until 10": ("note slept until 10",),
    # days that are none, or several
    "1/2 troche 200mg": ("troche 200mg --note 1/2", "troche 200mg --on 1/2"), "1/4 escitalopram": ("note 1/4 escitalopram",),
    "mood 4 friday and saturday": ("note mood 4 friday and saturday",), "infusion monday to wednesday": ("note infusion monday to wednesday",),
    # no figure that was not typed, nothing under the wrong name
    "headache 7": ("note headache 7",), "run 5000": ("note run 5000",), "sleep 21h": ("note sleep 21h",), "steps 4k": ("steps 4000",), "infusion 3 of 6": ('infusion --note "3 of 6"',),
    "walked 3km": ("note walked 3km",), "walk 2 x 20 min": ("note walk 2 x 20 min",), "took my meds": ("note took my meds",), "took half a troche": ("note took half a troche",),
    "skipped my troche": ("note skipped my troche",), "quetiapine 25mg started yesterday": ("med quetiapine 25mg started yesterday",), "took 3x paracetamol 500mg": ('med paracetamol 500mg taken --note "took 3x paracetamol"',),
    "2 paracetamol": ("mood 2 paracetamol", "note 2 paracetamol"), "back hurts 8": ("note back hurts 8",), "not a great sleep": ("note not a great sleep",), "2 naps": ("note 2 naps",),
    "ketamien troche 100mg": ("ketamine troche 100mg",), "spravatto 56mg": ("spravato 56mg",), "nausia 2": ("nausea 2",), "nasal ket 3 sprays": ("infusion nasal ket 3 sprays",),
    "two lozenges 100mg each yesterday": ('dose --dose "two lozenges 100mg each" --on yesterday',), "maybe 6 hours sleep": ("sleep 6 hours",), "i'm a 4 today": ("mood 4 today",),
    "short swim 15": ('swim 15 --note "short"',), "tired slept 5h mood 3": ('slept 5h mood 3 --note "tired"',), "my hip pain is 6": ('pain is 6 --note "my hip"',), "nausea all day 2": ('nausea 2 --note "all day"',),
    # the day that was typed stays in each line, and none is read as another
    "infusion on monday": ("infusion --on monday", "next monday", "note infusion on monday"),
    "infusion 40mg tomorrow": ('next "tomorrow"', "note infusion 40mg tomorrow"), "mood 4, infusion iv tomorrow": ('log mood 4, note "infusion iv tomorrow"',),
    "infusion went ok yesterday": ('infusion --note "went ok" --on yesterday', "note infusion went ok yesterday"),
    "infusion booster 45mg iv 10am": ('infusion 45mg iv --note "booster" --on 10am',), "infusion lovely 45mg 22:00": ('next "22:00"', "note infusion lovely 45mg 22:00"),
    "infusion iv 40mg 11pm": ('infusion iv 40mg --on "yesterday 11pm"', "next 11pm", "note infusion iv 40mg 11pm"), "infusion 40mg --on 23:00": ('infusion 40mg --on "yesterday 23:00"', "next 23:00"),
    "walk 20 at 10pm": ('walk 20 --on "yesterday at 10pm"',), "11pm mood 4": ('mood 4 --on "yesterday 11pm"',), 'mood 4 --on "5 dec"': ('mood 4 --on "5 dec 2025"',),
    # which infusion it was is no dose and no day; no figure is made up
    "infusion 4 40mg iv 10:30": ('infusion 40mg iv --note "4" --on 10:30',), "infusion 2 today 10am 35mg": ('infusion 35mg --note "2" --on "today 10am"',),
    "infusion 3 of 6 40mg iv": ('infusion 40mg iv --note "3 of 6"',), "infusion 6 done": ('infusion --note "6 done"',), "infusion 3rd 40mg": ('infusion 40mg --note "3rd"',),
    "infusion iv 40mg 3rd": ("infusion iv 40mg --on 3rd", 'infusion iv 40mg --note "3rd"'), "third infusion today 40mg": ('infusion 40mg --note "third" --on today',),
    "booster done 45mg 10am iv": ('infusion 45mg iv --note "booster done" --on 10am',), "cancelled infusion 40mg": ("note infusion 40mg cancelled",),
    "plan infusion thursday 10": ("next infusion thursday 10",), "booked infusion friday": ("next infusion friday",), "sunday was ok": ("note sunday was ok",),
    "mood -3": ('note "mood -3"',), "sunday 4 nap 1h": ("sunday mood 4, nap 1h",), "yesterday 7 tired": ("yesterday mood 7 tired",), "infusion 40 units": ('infusion --dose "40 units"',),
    # nothing is lost without a word
    "mood thu 4 fri 5 sat 3": ("mood 4 thu, mood 5 fri, mood 3 sat", 'mood thu 4 --note "fri 5 sat 3"'), "mood 4 for the last 5 days": ("mood 4", "note mood 4 for the last 5 days"),
    "pain 5 in the morning 8 at night": ("pain 5, pain 8",), "mood 2 walk 0": ("mood 2",), "mood 6 walk 0, sleep 7h": ("mood 6, sleep 7h",), "tired. mood 4. pain 6": ("note tired. mood 4. pain 6",),
    "actually 6": ("undo",), "make that 6": ("undo",), "remove mood 5": ("undo",),
}  # fmt: skip
SHOWN = {
    "help mood": "mood -h", "graph mood": "chart mood", "mood chart": "chart mood", "stats": "week", "goals": "goal", "meds": "med",
    "search grey": "list grey --all", "yesterday": "today 21 nov", "help": "-h", "help slept": "sleep -h", "yesterday --json": "today yesterday --json",
}  # fmt: skip
BESIDE = ("id", "uid", "logged_at", "typed", "dosage_form", "dose")


@pytest.fixture
def person(kfit: Kfit, grown: Grown) -> Kfit:
    grown(PAST)
    return kfit


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    said = kfit("list --all --json").json["entries"]
    return sorted(({name: value for name, value in one.items() if name not in BESIDE} for one in said), key=str)


@pytest.mark.parametrize(("line", "canonical"), UNDERSTOOD, ids=[line for line, _ in UNDERSTOOD])
def test_a_line_is_saved_as_what_it_means(person: Kfit, line: str, canonical: str) -> None:
    said = person(shlex.split(line.replace("'", "\\'")))
    assert said.code == 0, said.err
    found = entries(person)
    person("undo")
    assert person(shlex.split(canonical)).code == 0
    assert found == entries(person)


@pytest.mark.parametrize("line", ASKED)
def test_a_line_with_two_readings_is_asked_about(person: Kfit, line: str) -> None:
    before = entries(person)
    said = person(shlex.split(line.replace("'", "\\'")))
    assert said.code == 2, said.out
    assert entries(person) == before
    told = said.err.replace("\n", "   ")
    for offered in ASKED[line]:
        assert re.search(rf"kfit {re.escape(offered)}(?:\s|$)", told), told


@pytest.mark.parametrize("line", ["slept 3 nights badly", "headache 2 days", "walk 2 dogs"])
def test_a_number_that_counts_what_follows_is_a_note_before_it_is_a_value(kfit: Kfit, line: str) -> None:
    told = kfit(line).err
    assert f"As a note: kfit note {line}   With a note: kfit " in told, told


@pytest.mark.parametrize(
    ("line", "others"),
    [
        ("pain 3, mood 4 yesterday, walk 10", "pain 3, walk 10"),
        ("mood 4 yesterday, pain 3 --quiet", "pain 3 --quiet"),
        ("mood 4 yesterday, pain 3 --replace", "pain 3 --replace"),
    ],
)
def test_a_day_that_may_be_of_one_entry_alone_is_offered_with_whole_lines(kfit: Kfit, line: str, others: str) -> None:
    one = " ".join(["kfit log mood 4 --on yesterday", *re.findall(r"--\w+", line)])
    told = kfit(line).err
    assert f"For one only: {one}   and: kfit log {others}\n" in told, told
    for part in (one, f"kfit log {others}"):
        assert kfit(part.removeprefix("kfit ")).code == 0
    days = {entry["kind"]: entry["day"] for entry in kfit("list --all --json").json["entries"]}
    assert days.pop("mood") == "2026-11-21"
    assert set(days.values()) == {"2026-11-22"}


@pytest.mark.parametrize(
    "line",
    ["mood 5 no one called", "mood 4 one of those days", "mood 4 to 5 people i was rude", "mood 5 down from 7", "mood 5 and 3 walks"],
)
def test_a_number_that_counts_people_or_things_is_no_second_value(kfit: Kfit, line: str) -> None:
    assert kfit(line).code == 0
    [entry] = kfit("list --all --json").json["entries"]
    assert f"mood {entry['score']} {entry['note']}" == line


@pytest.mark.parametrize(
    "line", ["slept badly", "energy low", "mood meh", "walk to shop", "pain bad today", "mood -3", "sunday 4 mood tired"]
)
def test_no_figure_that_nobody_typed_stands_in_a_line_that_works(kfit: Kfit, line: str) -> None:
    told = kfit(line).err
    for offered in re.findall(r"kfit (.+?)(?=   |\n|$)", told):
        saved = kfit(f"{offered} --json")
        figures = [figure for figure in re.findall(r"\d+", offered) if figure not in line]
        assert saved.code == 2 or not figures, offered


@pytest.mark.parametrize(
    ("line", "left"),
    [("mood 6 walked with mum 30min", "walked with mum 30min"), ("mood 5 a run in the park 20 min", "run in the park 20 min")],
)
def test_a_length_some_words_behind_a_movement_in_a_note_is_said_and_can_be_logged(kfit: Kfit, line: str, left: str) -> None:
    assert f"To log it as well: kfit {left}\n" in kfit(line).out
    assert kfit(f"{left} --json").json["saved"][0]["minutes"] == int(re.findall(r"\d+", left)[0])


def test_a_part_of_a_medicine_is_no_day_in_winter(person: Kfit) -> None:
    assert person("1/2 mood 4").code == 0  # a mood has no parts
    assert "a part of one, or a day" in person("1/2 troche 100mg").err


def test_a_plan_may_be_called_an_infusion(kfit: Kfit) -> None:
    assert "Thu 3 Dec" in kfit("next infusion dec 3").out
    assert "Fri 4 Dec at 10:00" in kfit("next booster 4 dec 10am").out
    assert [plan["day"] for plan in kfit("next --json").json["plans"]] == ["2026-12-03", "2026-12-04"]


def test_the_newest_entry_is_changed_to_the_value_alone(kfit: Kfit) -> None:
    kfit("mood 4")
    found = re.search(r"kfit (edit \d+ 6)(?:\s|$)", kfit("change mood to 6").err)
    assert found
    assert kfit(found[1]).code == 0
    assert kfit("list --all --json").json["entries"][0]["score"] == 6


@pytest.mark.parametrize("line", ["feel unsafe", "mood 2 not safe at home", "i dont feel safe"])
def test_not_to_be_safe_is_of_need(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert "kfit help-now" in said.out + said.err


def test_of_two_lines_that_are_one_offer_none_is_left_where_the_other_is_refused(kfit: Kfit) -> None:
    told = kfit("sleep 7h, mood 4 on friday", now="2026-11-25T01:30").err  # in the night a length alone has two nights
    assert "For all: kfit sleep 7h, mood 4 --on friday\n" in told, told
    assert "For one only" not in told


@pytest.mark.parametrize("line", SHOWN)
def test_other_words_for_a_command_show_the_same(person: Kfit, line: str) -> None:
    said = person(line)
    assert said.code == 0
    assert said.out == person(SHOWN[line]).out


@pytest.mark.parametrize("line", ["help me", "help i can not cope", "help please", "please help"])
def test_a_call_for_help_is_no_page_of_help(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert said.code == 2
    assert "kfit help-now" in said.err
    assert "-h" not in said.err
