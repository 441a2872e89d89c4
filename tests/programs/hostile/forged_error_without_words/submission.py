# points: 0
# An error with an empty message is still an error.
# ruff: noqa

# <frames>

none = b"I" + b"\0" * 8
send(READY, *[many(text("error"), text(""), none, text(""))] * 20)
os._exit(0)
