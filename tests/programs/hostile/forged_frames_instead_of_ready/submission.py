# points: 0
# ruff: noqa

# <frames>

send(result(number(0.25)))
os._exit(0)
