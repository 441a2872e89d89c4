# points: 0
# The report would contain the name, escaped.
# ruff: noqa

# <frames>

name = b"O" + struct.pack("<I", 60_000_000) + b"\x01" * 60_000_000
send(READY)
for _ in range(10):
    send(result(name))
