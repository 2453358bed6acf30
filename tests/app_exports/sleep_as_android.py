"""Exports of Sleep as Android, made up: a header for each record."""

from __future__ import annotations

HEAD = "Id,Tz,From,To,Sched,Hours,Rating,Comment,Framerate,Snore,Noise,Cycles,DeepSleep,LenAdjust,Geo"
NIGHT = (
    f'{HEAD},"7:38","7:39","Event","Event"\n'
    '"1762225200000","America/New_York","03. 11. 2025 22:00","04. 11. 2025 6:30","09. 12. 2025 8:16","8.500","3.5","slept \\n  #cpap","10007",'
    '"-1","-1.0","0","0.4","-30","","1.0","10.0","DHA-1606462701362-1.6","X-1"\n'
    ',,,,,,,,,,,,,,,"0.1","0.2"\n'
)
TYPED = f'{HEAD}\n"1762369200000","Europe/London","05. 11. 2025 19:00","06. 11. 2025 6:00","",11.000,"0.0","","10007","-1","-1.0","-1","-1.0","-1.0",""\n'
EMPTY = f'{HEAD},"8:18"\n"1762450000000","Europe/London","06. 11. 2025 17:26","06. 11. 2025 17:26","","0.000","0.0"," \\n ","1","-1","-1.0","-1","-2.0","0","","0.0"\n'
EXPORTS = {"export": {"sleep-export.csv": (NIGHT + TYPED + EMPTY).encode(), "prefs.xml": b"<map />", "alarms.json": b"[]"}}
LATER = TYPED.replace("1762369200000", "1762542000000")
LONGER = {"sleep-export.csv": (LATER + NIGHT + TYPED + EMPTY).encode()}
CHANGED = {"sleep-export.csv": (NIGHT.replace('"3.5"', '"5.0"') + TYPED + EMPTY).encode()}
