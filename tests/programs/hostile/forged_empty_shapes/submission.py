# points: 0
# Arrays without elements, of every number of dimensions.
# ruff: noqa

# <frames>

answers = [b"Af" + struct.pack(f"<B{n}I", n, *[0] * n) for n in range(1, 9)]
send(READY, *map(result, answers))
os._exit(0)
