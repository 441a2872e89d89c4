# points: 100
# ruff: noqa

try:
    import socket
    import urllib.request

    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                socket.socket(family, kind)
            except OSError:
                continue
            raise SystemExit("a socket")
except ImportError:
    pass

# <solution>
