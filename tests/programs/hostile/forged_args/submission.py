# points: 0
# Sends arbitrary values as the arguments after the call.
# ruff: noqa

# <frames>

odd = [
    b"N",
    b"C\0\0\0\0",
    b"D\0\0\0\0",
    b"O\0\0\0\0",
    text("x"),
    array(),
    many(array(1.0), letter=b"L"),
]
send(READY, *[many(text("result"), number(0.5), many(*odd))] * 10)
os._exit(0)
