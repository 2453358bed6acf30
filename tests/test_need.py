"""Words of need, in names and in typed lines, that speak of suicide or self-harm: kfit always says how to reach someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kfit.parsing.need import in_line, in_name
from kfit.render.safety import OPENINGS, TO_REACH, block

if TYPE_CHECKING:
    from conftest import Kfit

CALM = block("name")
OF_NEED = [
    "suicidal thoughts", "suicide", "suicidality", "Suicidal Ideation", "thoughts of suicide", "self-harm", "self harm", "selfharm", "self-harm urges",
    "urge to self-injure myself", "self injury", "cutting myself", "cutting (self)", "hurting myself", "urge to cut my arms", "kill myself",
    "want to kill myself", "end my life", "end it all", "want to die", "wanting to die", "wish i was dead", "better off dead", "thoughts of death",
    "don't want to live", "overdose", "si", "SI", "kms",
]  # fmt: skip
HARMLESS = [
    "spend it", "weekend items", "cutting", "cutting sugar", "cutting vegetables", "sigh", "si joint", "basil", "self-care", "self harmony", "skills",
    "diet", "dead lifts", "going to die of boredom", "killing time", "overdosage", "harmonica", "selfish", "living well", "hope",
]  # fmt: skip
LINES = [
    "took all my pills", "took too many", "med took too many", "too many pills", "mood 2 took way too many of them", "overdose", "i want to die",
    "mood 1 can't go on", "mood 1 can’t go on", "walk 5 i don't want to live", "i am suicidal", "log mood 3, want to kill myself", "swallowed the whole bottle",
    "took all of my tablets", "don't see the point of going on like this, just a burden to Carol", "everyone would be better off without me",
    "can't do this any more", "i cannot go on", "whats the point of living", "no point in going on", "dont wanna be here", "do not want to wake up",
    "mood 1 nobody would miss me", "so tired of being alive", "I just want it all to stop", "sick of living", "mood 0 wish I could disappear",
    "I dont want to be here any more", "i give up", "whats the point", "what's the point?", "no point living",
    "note not sure i want to wake up tomorrow", "mood 2 i give up", "mood 2, what is the point", "theres no point to living", "cant do this anymore",
    "i cant do this", "wish i could go to sleep and not wake up", "i wish i wouldnt wake up", "hope i dont wake up tomorrow",
    "everyone would be fine without me", "nobody would care if i died", "i should just die", "i dont deserve to live", "i want to stop existing",
    "cant live like this", "ive had enough of life", "mood 1 ive had enough", "theres nothing left for me", "i have no hope left",
    "i feel like dying", "thinking about dying a lot", "keep thinking about ending it", "want to jump off a bridge", "step in front of a train",
    "urge to cut", "mood 3 want to cut", "saving up pills", "took them all", "i dont wnat to live", "want to kil myself", "want to hurt my self",
    "i want to dei", "dont even want to be alive", "not sure i can go on", "dont know if i want to be here", "no reason to go on",
    "id rather not be here", "life is pointless", "nothing matters", "i just want out", "want it to stop", "wrote goodbye letters", "hitting myself",
    "im done with life", "tired of living", "tired of everything", "i dont see the point", "not sure i want to be alive", "cant go on like this",
    "i wanna die", "i want to sleep forever", "mood 0 no future", "dont want to wake up tomorrow", "better off dead",
    "nobody would notice if i was gone", "i want 2 die", "i wish i didnt exist", "kill me", "i want to be dead", "cant keep doing this",
    "i hate being alive", "i dont want this life", "end my suffering", "please let me die", "let me die", "want to fall asleep and never wake up",
    "no will to live", "lost the will to live", "i am a burden", "im a burden", "im better off gone", "done living", "i dont care if i live or die",
    "dont care if i die", "scared i might hurt myself", "scared of what i might do", "thoughts of hurting myself", "passive si today",
    "no longer want to be here", "wishing i was gone", "fantasising about death", "life not worth it", "not worth living", "suicidial",
    "sucidal thoughts", "want to unalive", "self harmed", "i cut again", "relapsed cut my arm",
]  # fmt: skip
PLAIN = [
    "mood 5 too many people", "walk 30 too many hills today", "glucose 112", "measure steps 988", "mood 6 spend it all", "took the day off",
    "mood 5 all my friends came", "did cutting vegetables 5m", "mood 6 could not sleep",
    "mood 4 no point in going to the gym", "did not want to go on the bus", "mood 6 better without coffee", "take it slow", "walk 20 carried on home",
    "mood 7 life is going on", "tired of meetings",
    "killing time", "dead tired", "I give up coffee", "no point in going to the shop", "to die for", "cake to die for", "mood 6 gave up smoking",
    "giving up sugar for lent", "this headache is killing me", "back is killing me", "walk 20 nearly died laughing", "bored to death",
    "scared to death of needles", "cut my finger", "cut my hair", "want to cut my hair", "need to cut down on sugar", "cut myself shaving",
    "walk 5 kms", "phone died", "my gran died", "cat died", "dying for a coffee", "could murder a curry", "deadline killing me", "no use for it",
    "i see no point in the gym", "dont want to be late", "dont want to go on the bus", "not sure i want to go on holiday",
    "tired of living in this flat", "sick of meetings", "living with mum again", "hit by a cold", "hurt my back", "hurt myself lifting",
    "nothing left in the fridge", "cant take this medicine with milk", "cant do yoga today", "ive had enough coffee", "given up on decaf",
    "took them all out for dinner", "chocolate overdose", "i wish i was there", "ended it there", "finish line", "mood 8 alive and well",
    "feel alive", "good reason to go out", "out of milk", "lost all my keys", "goodbye party at work", "wrote letters", "end of the week",
    "mood 5 wish i was on holiday", "up to the point", "thats the point", "could not wake up early", "hang out with sam", "hanging the washing",
    "shoot hoops", "shooting pain", "drowning in work", "hurt feelings", "a burden of proof", "jumped in the lake", "the train was late",
    "sat in front of a fire", "walked in front of the shops", "no hope of rain", "no future plans yet", "skipped the point", "knitting needle point",
    "i cant cope with the heat", "dont want to wake up at 5 tomorrow", "walked 3kms 40 min",
]  # fmt: skip


@pytest.mark.parametrize("name", OF_NEED)
def test_such_a_name_is_known_by_its_whole_words(name: str) -> None:
    assert in_name(name)
    assert in_name(name.upper())


@pytest.mark.parametrize("name", HARMLESS)
def test_another_name_is_not(name: str) -> None:
    assert not in_name(name)


@pytest.mark.parametrize("line", LINES)
def test_what_somebody_in_need_types_is_found(line: str) -> None:
    assert in_line(line)


@pytest.mark.parametrize("line", PLAIN)
def test_what_only_looks_like_it_is_not(line: str) -> None:
    assert not in_line(line)


class TestNames:
    @pytest.mark.parametrize(
        "line",
        [
            "rate 'suicidal thoughts' 8",
            "rate self-harm 1",
            "rate 'safe from self-harm' 0 --better high",
            "rate 'self-harm free' 10 --better high",
            "effect 'suicidal thoughts' 2 --new",
            "effect 'self-harm urges' 1",
            "did 'cutting myself'",
            "did self-harm 2x",
            "did 'hurting myself' 10m",
            "measure self-harm 1",
            "measure si 3",
            'log \'mood 3, did "cutting myself", rate "want to die" 4\'',
        ],
    )
    def test_an_entry_of_one_is_kept_and_answered_with_the_calm_block(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert said.code == 0
        assert said.out.startswith("Saved")
        assert CALM in said.out
        assert said.out.count("help-now") - said.out.count("Rough day") == 1
        assert "undo" not in said.out.split("\n\n")[0]

    @pytest.mark.parametrize("line", ["rate 'suicidal thoughts' 0", "effect self-harm 0", "measure self-harm 0"])
    def test_a_zero_has_the_one_line(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert (said.code, CALM in said.out, said.out.endswith(f"{TO_REACH}\n")) == (0, False, True)

    def test_other_names_have_none(self, kfit: Kfit) -> None:
        for line in ("rate focus 8 --better high", "measure 'spend it' 3", "did 'cutting sugar'", "effect nausea 3", "did meditation 5m"):
            assert "help-now" not in kfit(line).out

    def test_no_name_that_is_like_it_is_offered_in_its_place(self, kfit: Kfit) -> None:
        kfit("rate shelf-harm 5 --better high")
        kfit("effect shelf-harm 1 --new")
        for line in ("rate self-harm 3", "effect self-harm 1"):
            assert CALM in kfit(line).out

    def test_which_end_is_better_is_asked_only_where_it_is_not_plain(self, kfit: Kfit) -> None:
        assert kfit("rate 'suicidal thoughts' 3 --json").json["saved"][0]["better"] == "low"
        said = kfit("rate 'safe from self-harm' 3")
        assert (said.code, said.err.startswith(f"{TO_REACH}\n")) == (2, True)

    def test_nothing_silences_it(self, kfit: Kfit) -> None:
        kfit("config set answers short")
        kfit("config set show_scores no")
        assert kfit("rate 'suicidal thoughts' 3").out == f"Saved.\n\n{CALM}\n"
        assert kfit("rate 'suicidal thoughts' 3 -q").out == f"{CALM}\n"
        said = kfit("rate 'suicidal thoughts' 3 --json")
        assert (said.json["help"], said.err) == ("kfit help-now", f"{CALM}\n")

    def test_every_door_has_it(self, kfit: Kfit) -> None:
        assert CALM in kfit("log -", stdin="mood 5\nrate 'suicidal thoughts' 3\n".replace("'", '"')).out
        assert CALM in kfit("checkin --answers -", stdin="mood: 5\nsuicidal thoughts: 4\n").out
        assert CALM in kfit("edit 2 5").out
        assert CALM in kfit("edit 2 5 --note x -q").out
        said = kfit("edit 2 6 --json")
        assert (said.json["help"], said.err) == ("kfit help-now", f"{CALM}\n")
        assert CALM in kfit("undo").out
        assert CALM in kfit("redo").out
        assert kfit("edit 2 0").out.count("help-now") == 0
        assert CALM in kfit("undo").out
        assert kfit("redo").out.count("nobody is watching") == 0

    def test_in_the_walk_of_the_checkin_it_stands_at_once(self, kfit: Kfit) -> None:
        for day in (19, 20, 21):
            kfit("rate 'suicidal thoughts' 2", now=f"2026-11-{day}T20:00")
        kfit("config set checkin ratings,mood")
        said = kfit("checkin", typed="6\n5\n")
        assert CALM in said.out
        assert said.out.index(CALM) < said.out.index("mood 5")

    def test_the_more_urgent_opening_stands_where_a_form_calls_for_it_too(self, kfit: Kfit) -> None:
        said = kfit("log rate self-harm 3, phq9 0 0 0 0 0 0 0 0 1")
        assert OPENINGS["item"] in said.out.replace("\n", " ")
        assert said.out.count("nobody is watching") == 1


class TestLines:
    @pytest.mark.parametrize(
        "line", ["mood 3 i want to die", "mood 2 took too many", "walk 5 better off dead", "log mood 5, note all my pills", "note overdose"]
    )
    def test_beside_what_was_saved_stands_the_way_to_people(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert (said.code, said.out.startswith("Saved")) == (0, True)
        assert said.out.endswith(f"\n{TO_REACH}\n")

    @pytest.mark.parametrize(
        "line",
        [
            "took all my pills",
            "med took too many",
            "med all my pills",
            "mood want to die",
            "sleep i want to die",
            "pause want to die",
            "log overdose 3",
            "overdose",
        ],
    )
    def test_beside_what_was_asked_too(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert said.code == 2
        assert said.err.count(TO_REACH) == 1
        assert "med too" not in said.err

    @pytest.mark.parametrize(
        "line", ["I dont want to be here any more", "i give up", "no point living", "whats the point", "i can't cope", "log i give up"]
    )
    def test_alone_they_are_answered_with_the_way_to_people_and_how_to_keep_them(self, kfit: Kfit, line: str) -> None:
        said = kfit(line.split())
        assert said.err.splitlines()[0] == TO_REACH
        assert "I don't know" not in said.err
        kept = said.err.splitlines()[1].removeprefix("To keep the words: kfit ")
        assert kfit(kept).code == 0
        assert kfit("list --all --json").json["entries"][0]["note"] == line.removeprefix("log ")

    def test_it_is_not_silenced(self, kfit: Kfit) -> None:
        assert kfit("mood 3 want to die -q").out == f"{TO_REACH}\n"
        said = kfit("mood 3 want to die --json")
        assert (said.json["help"], said.err) == ("kfit help-now", f"{TO_REACH}\n")
        assert kfit("edit 1 5 overdose").out.endswith(f"\n{TO_REACH}\n")
        assert kfit("edit 1 6 -q --note overdose").out == f"{TO_REACH}\n"

    def test_a_low_mood_with_such_words_is_answered_once_and_not_with_thanks(self, kfit: Kfit) -> None:
        said = kfit("mood 0 i want to die").out
        assert (
            said.splitlines()[0].endswith("with your note. You don't have to carry that alone.")
            or "carry that alone. (kfit undo)" in said
            or "To take it back" in said
        )
        assert "You don't have to carry that alone." in said
        assert (said.count("help-now"), "Thank you" in said, "Rough day" in said) == (1, False, False)
        assert "Thank you for noting it." in kfit("mood 1").out

    def test_a_line_of_a_file_is_one(self, kfit: Kfit) -> None:
        assert kfit("log -", stdin="mood 5\nmood 2 want to die\n").out.endswith(f"\n{TO_REACH}\n")
        assert kfit("log -", stdin="mood 5\nwant to die\n").err.endswith(f"\n{TO_REACH}\n")
        assert kfit("checkin --answers -", stdin="mood: 4 want to die\n").out.endswith(f"{TO_REACH}\n")

    @pytest.mark.parametrize("line", PLAIN)
    def test_other_lines_do_not_have_it(self, kfit: Kfit, line: str) -> None:
        said = kfit(line)
        assert TO_REACH not in said.out + said.err

    def test_what_is_written_in_private_is_not_looked_through(self, kfit: Kfit) -> None:
        said = kfit("note -", stdin="I want to die\n")
        assert (said.code, "help-now" in said.out) == (0, False)

    @pytest.mark.parametrize("line", ["988", "call 988", "116123", "ring 999"])
    def test_a_number_to_call_is_one(self, kfit: Kfit, line: str) -> None:
        assert TO_REACH in kfit(line).err

    @pytest.mark.parametrize("line", ["pulse 112", "steps 999"])
    def test_the_same_digits_as_a_value_are_not(self, kfit: Kfit, line: str) -> None:
        assert TO_REACH not in kfit(line).err
