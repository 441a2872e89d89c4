# points: 0
# Answers every call in advance, and ends the process normally.
# ruff: noqa

# <frames>

send(READY, *[result(many(number(0.7), array(0.1, 0.2, 0.3)))] * 20)
os._exit(0)
