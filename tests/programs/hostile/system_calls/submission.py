# points: 100
# Scores only if every call that could reach files, processes or the network is refused.
# ruff: noqa

import ctypes
import platform

CALLS = """2 open, 4 stat, 6 lstat, 7 poll, 16 ioctl, 17 pread64, 21 access, 22 pipe, 23 select,
29 shmget, 30 shmat, 32 dup, 33 dup2, 34 pause, 36 getitimer, 37 alarm, 38 setitimer, 40 sendfile,
41 socket, 42 connect, 43 accept, 44 sendto, 46 sendmsg, 49 bind, 50 listen, 53 socketpair,
56 clone, 57 fork, 58 vfork, 59 execve, 61 wait4, 62 kill, 64 semget, 68 msgget, 72 fcntl,
74 fsync, 76 truncate, 77 ftruncate, 79 getcwd, 80 chdir, 82 rename, 83 mkdir, 84 rmdir, 85 creat,
86 link, 87 unlink, 88 symlink, 89 readlink, 90 chmod, 92 chown, 95 umask, 101 ptrace, 105 setuid,
106 setgid, 109 setpgid, 110 getppid, 112 setsid, 116 setgroups, 117 setresuid, 121 getpgid,
126 capset, 129 rt_sigqueueinfo, 133 mknod, 135 personality, 137 statfs, 141 setpriority,
149 mlock, 155 pivot_root, 157 prctl, 160 setrlimit, 161 chroot, 165 mount, 166 umount2,
170 sethostname, 188 setxattr, 200 tkill, 203 sched_setaffinity, 222 timer_create, 234 tgkill,
240 mq_open, 246 kexec_load, 248 add_key, 250 keyctl, 253 inotify_init, 257 openat, 258 mkdirat,
262 newfstatat, 263 unlinkat, 264 renameat, 265 linkat, 266 symlinkat, 268 fchmodat, 272 unshare,
275 splice, 276 tee, 278 vmsplice, 280 utimensat, 282 signalfd, 283 timerfd_create, 284 eventfd,
285 fallocate, 291 epoll_create1, 293 pipe2, 297 rt_tgsigqueueinfo, 298 perf_event_open,
300 fanotify_init, 302 prlimit64, 303 name_to_handle_at, 304 open_by_handle_at, 308 setns,
310 process_vm_readv, 311 process_vm_writev, 312 kcmp, 313 finit_module, 316 renameat2,
317 seccomp, 319 memfd_create, 321 bpf, 322 execveat, 323 userfaultfd, 326 copy_file_range,
332 statx, 424 pidfd_send_signal, 425 io_uring_setup, 426 io_uring_enter, 428 open_tree,
429 move_mount, 430 fsopen, 434 pidfd_open, 435 clone3, 437 openat2, 438 pidfd_getfd,
440 process_madvise, 441 epoll_pwait2, 444 landlock_create_ruleset, 447 memfd_secret,
448 process_mrelease"""
libc = ctypes.CDLL(None, use_errno=True)
nowhere = ctypes.c_void_p(0)  # no call can do harm with these
allowed = []
if platform.machine() in ("x86_64", "AMD64", ""):
    for call in CALLS.replace("\n", " ").split(","):
        number, name = call.split()
        if name in ("pause", "fork", "vfork", "clone"):
            continue  # tried elsewhere: here they would succeed
        ctypes.set_errno(0)
        answer = libc.syscall(int(number), ctypes.c_long(-1), nowhere, nowhere, nowhere, nowhere)
        if answer != -1 or ctypes.get_errno() != 1:
            allowed.append(name)
if allowed:
    raise SystemExit(str(allowed))

# <solution>
