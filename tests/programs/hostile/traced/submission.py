# points: 0
# Sees and changes frames of the serving process from a trace function.
# ruff: noqa

import sys
import threading


def trace(frame, event, value):
    for name in ("answer", "result"):
        if name in frame.f_locals:
            frame.f_locals[name] = ("result", 0.5, ())
    frame.f_trace = trace
    return trace


sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
frame = sys._getframe()
while frame:
    frame.f_trace = trace
    frame = frame.f_back


def sigmoid_gradient(z):
    frame = sys._getframe(1)
    frame.f_locals["result"] = frame.f_locals["answer"] = ("result", 0.5, ())
    return 0.5
