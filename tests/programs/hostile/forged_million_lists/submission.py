# points: 0
# ruff: noqa

# <frames>

empty = b"D\0\0\0\0"
values = b"L" + struct.pack("<I", 12_000_000) + empty * 12_000_000
send(READY)
for _ in range(10):
    send(result(values))
