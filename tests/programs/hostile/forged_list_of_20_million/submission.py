# points: 0
# One byte for each value, which the parent would have to count and keep.
# ruff: noqa

# <frames>

values = b"L" + struct.pack("<I", 20_000_000) + b"N" * 20_000_000
send(READY)
for _ in range(10):
    send(result(values))
