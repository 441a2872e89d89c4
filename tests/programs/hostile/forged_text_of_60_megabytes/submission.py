# points: 0
# ruff: noqa

# <frames>

name = b"S" + struct.pack("<I", 20_000_000) + b"\x01" * 20_000_000
send(many(text("error"), name, b"I" + b"\1" + b"\0" * 7, name))
