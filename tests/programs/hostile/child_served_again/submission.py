# points: 0
# Calls the functions that started this process once more.
# ruff: noqa

import sys

main = sys.modules["__main__"]
for call in (
    lambda: main.zygote(0, [0, 1], True),
    lambda: main.alone(True),
    lambda: main.confine(None),
    lambda: main.confine(main.system_call_rules()),
    lambda: main.serve(b"x = 1", 0, 2),
    lambda: main.serve(b"x = 1", 3, 3),
    lambda: main._serve_confined(b"x = 1", 0, 1, None),
):
    try:
        call()
    except BaseException:
        pass
