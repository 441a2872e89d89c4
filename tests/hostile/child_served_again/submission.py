# points: 0
# The functions that started this process, called once more.
# ruff: noqa

import sys

main = sys.modules["__main__"]
for call in (
    lambda: main.zygote(0, 1, [(0, 1)], True),
    lambda: main.alone(True),
    lambda: main.confine(None),
    lambda: main.confine(main.system_call_rules()),
    lambda: main.serve(b"x = 1", 0, 2),
):
    try:
        call()
    except BaseException:
        pass
