# points: 0
# ruff: noqa

# <frames>

send(many(text("missing")))
os._exit(0)
