# points: 0
# A byte a value: it is the parent that would count them, and keep them.
# ruff: noqa

# <frames>

values = b"L" + struct.pack("<I", 20_000_000) + b"N" * 20_000_000
send(READY)
for _ in range(10):
    send(result(values))
