# points: 0
# ruff: noqa

# <frames>

send(b"T\1\0\0\0" * 1_000_000 + b"N")
