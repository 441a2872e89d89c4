# points: 100
# ruff: noqa

import ctypes
import os

STARTS = [
    "import subprocess; subprocess.Popen(['sleep', '30'])",
    "import subprocess; subprocess.Popen('sleep 30', shell=True, start_new_session=True)",
    "import os; os.system('sleep 30 &')",
    "import os; os.popen('sleep 30')",
    "import os; os.posix_spawn('/bin/sleep', ['sleep', '30'], {})",
    "import os; os.posix_spawnp('sleep', ['sleep', '30'], {})",
    "import os; os.spawnlp(os.P_NOWAIT, 'sleep', 'sleep', '30')",
    "import pty; pty.spawn(['sleep', '30'])",
    "import multiprocessing as m, time; m.Process(target=time.sleep, args=(30,)).start()",
    "import os; os.execv('/bin/sleep', ['sleep', '30'])",
    "import os; os.execvpe('sleep', ['sleep', '30'], {})",
    "ctypes.CDLL(None).system(b'sleep 30 &')",
    "ctypes.CDLL(None).popen(b'sleep 30', b'r')",
    "ctypes.CDLL(None).execv(b'/bin/sleep', (ctypes.c_char_p * 3)(b'sleep', b'30', None))",
]
for start in STARTS:
    try:
        exec(start)
    except Exception:
        pass

# <solution>
