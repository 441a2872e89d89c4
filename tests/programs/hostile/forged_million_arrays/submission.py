# points: 0
# ruff: noqa

# <frames>

empty = b"Af\1\0\0\0\0"
values = b"L" + struct.pack("<I", 4_000_000) + empty * 4_000_000
send(READY)
for _ in range(10):
    send(result(values))
