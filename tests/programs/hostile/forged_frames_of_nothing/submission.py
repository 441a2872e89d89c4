# points: 0
# ruff: noqa

# <frames>

raw(b"\0" * 1_000_000)
