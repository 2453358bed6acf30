"""Exports of Strava, made up: of today, of 2019, and one in German."""

from __future__ import annotations

HEADER = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Filename,Elapsed Time,Moving Time,Distance\n"
ROWS = '12070555079,"Nov 3, 2025, 9:53:35 PM",Run in the park,Run,"two\nlines",1428,3.32,activities/12866632127.fit.gz,1428.0,1411.0,3322.9\n7,"Nov 4, 2025, 9:00:00 AM",Sauna,Sauna,,20,0,,20.0,20.0,0\n'
EXPORTS = {
    "today": {"activities.csv": (HEADER + ROWS).encode()},
    "2019": {
        "activities.csv": b"id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n1,2018-09-12 15:02:23,Evening Walk,Walk,,783,3681.0,true,,activities/1.gpx\n"
    },
    "german": {
        "activities.csv": "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz,Dateiname,"
        'Verstrichene Zeit,Bewegungszeit,Distanz\n2,"09.12.2022, 15:24:49",Spaziergang,Spaziergang,,3189,"9,44",activities/2.gpx,3189.0,2070.0,9440.0\n'.encode()
    },
}
LONGER = {"activities.csv": (HEADER + ROWS + '8,"Nov 5, 2025, 9:00:00 AM",Walk,Walk,,1800,2,,1800.0,1700.0,2000\n').encode()}
CHANGED = {"activities.csv": (HEADER + ROWS.replace("1411.0", "1300.0")).encode()}
