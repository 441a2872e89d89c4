# points: 100
# ruff: noqa

import _thread
import threading
import time


def later():
    for _ in range(30):
        time.sleep(1)


for _ in range(20):
    try:
        threading.Thread(target=later).start()
    except Exception:
        pass
    try:
        threading.Thread(target=later, daemon=True).start()
    except Exception:
        pass
    try:
        _thread.start_new_thread(later, ())
    except Exception:
        pass

# <solution>
