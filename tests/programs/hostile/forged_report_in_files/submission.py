# points: 0
# ruff: noqa

import json
import os

REPORT = json.dumps({"exercise": "ex4", "file": "x", "score": 100, "points": 100, "parts": []})
for place in ("@FOLDER@", "@FOLDER@/tmp", "@FOLDER@/home", "@CHECKOUT@", "@CHECKOUT@/work", "."):
    for name in ("report.json", "report.json.part", "progress.json"):
        try:
            with open(os.path.join(place, name), "w") as file:
                file.write(REPORT)
        except OSError:
            pass
for fd in range(512):
    try:
        os.write(fd, REPORT.encode())
    except OSError:
        pass
