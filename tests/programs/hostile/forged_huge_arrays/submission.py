# points: 0
# Each array fits into a frame, but the parent has to keep them all.
# ruff: noqa

# <frames>

size = 8_000_000
values = b"Af" + struct.pack("<BI", 1, size) + b"\0" * (8 * size)
send(READY)
for _ in range(10):
    send(result(values))
