# points: 100
# Hooks everything that may run later: exit, signals, errors, imports, threads.
# ruff: noqa

import _thread
import atexit
import gc
import os
import signal
import sys
import threading
import weakref


def later(*args, **kwargs):
    print("later", file=sys.__stdout__)
    os._exit(0)


atexit.register(later)
for number in range(1, 65):
    try:
        signal.signal(number, later)
    except (OSError, ValueError):
        pass
for call in (
    lambda: signal.alarm(1),
    lambda: signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1),
    lambda: threading.Timer(0.1, later).start(),
    lambda: _thread.start_new_thread(later, ()),
    lambda: os.register_at_fork(before=later, after_in_child=later, after_in_parent=later),
    lambda: sys.addaudithook(lambda *args: None),
    lambda: threading._register_atexit(later),
):
    try:
        call()
    except Exception:
        pass
sys.excepthook = sys.unraisablehook = threading.excepthook = sys.displayhook = later
sys.meta_path.insert(0, None)
gc.callbacks.append(lambda *args: None)

# <solution>
