# points: 0
# Sends arrays of integers that contain no integers.
# ruff: noqa

# <frames>

odd = (float("nan"), float("inf"), 1e308, -1e308, 0.5)
answers = [kind + array(*odd)[2:] for kind in (b"Ai", b"Au", b"Ab", b"Ac")]
send(READY, *map(result, answers * 5))
