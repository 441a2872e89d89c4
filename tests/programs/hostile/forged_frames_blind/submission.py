# points: 0
# Every call is answered before it is asked, and the process ends well.
# ruff: noqa

# <frames>

send(READY, *[result(many(number(0.7), array(0.1, 0.2, 0.3)))] * 20)
os._exit(0)
