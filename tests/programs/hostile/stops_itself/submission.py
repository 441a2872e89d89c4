# points: 100
# ruff: noqa

import ctypes
import os
import signal
import threading

for stop in (
    lambda: os.kill(os.getpid(), signal.SIGSTOP),
    lambda: signal.raise_signal(signal.SIGSTOP),
    lambda: signal.pthread_kill(threading.get_ident(), signal.SIGSTOP),
    lambda: ctypes.CDLL(None).raise_(19),
    lambda: ctypes.CDLL(None).kill(os.getpid(), 19),
    lambda: ctypes.CDLL(None).syscall(200, os.getpid(), 19),
):
    try:
        if os.getpid() > 1:
            stop()
    except Exception:
        pass

# <solution>
