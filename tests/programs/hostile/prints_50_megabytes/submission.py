# points: 100
# ruff: noqa

import sys

for _ in range(25):
    print("\x1b[2J\r" * 200_000)
    sys.stderr.write("\0\x07\u202e" * 200_000)
    sys.stdout.buffer.write(bytes(range(256)) * 1000)

# <solution>
