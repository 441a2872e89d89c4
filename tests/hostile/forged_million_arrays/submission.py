# points: 0
# seconds: 20
# ruff: noqa

# <frames>

empty = b"Af\1\0\0\0\0"
values = b"L" + struct.pack("<I", 9_000_000) + empty * 9_000_000
send(READY)
for _ in range(10):
    send(result(values))
