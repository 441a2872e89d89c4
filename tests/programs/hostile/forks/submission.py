# points: 100
# ruff: noqa

import ctypes
import os
import time


def child():
    time.sleep(30)
    os._exit(0)


for fork in (os.fork, ctypes.CDLL(None).fork, os.forkpty, lambda: ctypes.CDLL(None).syscall(57)):
    for _ in range(20):
        try:
            answer = fork()
            if answer == 0 or answer == (0, -1):
                child()
        except Exception:
            pass

# <solution>
