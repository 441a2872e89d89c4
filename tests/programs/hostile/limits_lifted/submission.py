# points: 100
# ruff: noqa

import ctypes

import resource

for name in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
    try:
        resource.setrlimit(name, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        continue
    raise SystemExit("lifted")
try:
    memory = bytearray(2 * 2**30)
except MemoryError:
    memory = None
if memory is not None:
    raise SystemExit("there is more memory than a submission may have")
for way in ("setuid", "setgid", "setegid", "seteuid"):
    if not getattr(ctypes.CDLL(None), way)(0):
        raise SystemExit(way)

# <solution>
