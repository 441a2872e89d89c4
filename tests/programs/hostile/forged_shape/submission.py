# points: 0
# ruff: noqa

# <frames>

largest = 2**32 - 1
shapes = [(largest,) * 8, (0, *(largest,) * 7), (largest, largest, 0), (2**16, 2**16), (1,) * 9]
answers = [b"Af" + struct.pack(f"<B{len(s)}I", len(s), *s) + b"\0" * 64 for s in shapes]
send(READY, *map(result, answers * 3))
