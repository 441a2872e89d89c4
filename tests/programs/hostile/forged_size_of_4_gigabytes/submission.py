# points: 0
# ruff: noqa

# <frames>

raw(b"\xff" * 5_000_000)
