# points: 0
# Each is within the bounds of a frame; the parent keeps them all.
# ruff: noqa

# <frames>

size = 8_000_000
values = b"Af" + struct.pack("<BI", 1, size) + b"\0" * (8 * size)
send(READY)
for _ in range(10):
    send(result(values))
