# points: 0
# ruff: noqa

# <frames>

send(READY)
for _ in range(1000):
    send(result(number(0.5)))

# <solution>
