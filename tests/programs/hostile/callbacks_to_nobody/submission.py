# points: 0
# ruff: noqa

# <frames>


def ask(number, args):
    send(many(text("callback"), number, args))


send(READY)
for value in (0, -1, 2**40, -(2**63)):
    ask(b"I" + struct.pack("<q", value), many())
ask(text("0"), many())
ask(number(0.0), number(0.0))
ask(b"N", b"N")
