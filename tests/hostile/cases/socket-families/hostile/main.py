import socket

from fastapi import FastAPI
from notes import attempt, router

app = FastAPI()
app.include_router(router)
KINDS = {
    "vsock": (40, socket.SOCK_STREAM, 0),
    "packet": (17, socket.SOCK_RAW, 0x0300),
    "raw": (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    "netlink": (16, socket.SOCK_RAW, 0),
    "kernel crypto": (38, socket.SOCK_SEQPACKET, 0),
    "bluetooth": (31, socket.SOCK_RAW, 1),
    "can": (29, socket.SOCK_RAW, 1),
    "key": (15, socket.SOCK_RAW, 2),
    "tipc": (30, socket.SOCK_RDM, 0),
    "xdp": (44, socket.SOCK_RAW, 0),
}
for name, (family, kind, protocol) in KINDS.items():
    with attempt(f"opened a {name} socket"):
        socket.socket(family, kind, protocol).close()
