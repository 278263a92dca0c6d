"""Reaching somebody: over any network, over any socket, or over a descriptor."""

from attacks.arsenal.attack import Attack


def _connects(name: str, hope: str, call: str) -> Attack:
    source = f"import socket\ndef attack(): each(lambda _: tell({call}), 0)"
    return Attack(name, hope, source, when="both")


attacks = (
    _connects("tcp", "a server", "socket.create_connection(('127.0.0.1', PLACES['tcp']), 1)"),
    _connects("tcp-6", "a server", "socket.create_connection(('::1', PLACES['tcp']), 1)"),
    _connects(
        "udp",
        "a message, out",
        "socket.socket(2, 2).sendto(b'CAN' b'ARY', ('127.0.0.1', PLACES['udp']))",
    ),
    _connects(
        "abstract-socket",
        "a service of the machine",
        "socket.socket(1, 1).connect('\\0' + PLACES['abstract'])",
    ),
    _connects("named-socket", "Docker's, say", "socket.socket(1, 1).connect(PLACES['named'])"),
    _connects("listening", "a way in", "socket.create_server(('127.0.0.1', 41417))"),
    _connects(
        "listening-abstractly",
        "a way in for a later student",
        "socket.socket(1, 1).bind('\\0' + MARK)",
    ),
    _connects("netlink", "the machine's addresses", "socket.socket(16, 3, 0)"),
    _connects("raw", "all packets", "[socket.socket(2, 3, 1), socket.socket(17, 3, 768)]"),
    _connects("packets", "the same", "socket.socket(17, 3, 768)"),
    _connects("virtual-machine", "the host", "socket.socket(40, 1)"),
    _connects("kernel-crypto", "the kernel's own code", "socket.socket(38, 5)"),
    _connects("bluetooth", "the next room", "socket.socket(31, 3, 1)"),
    _connects("a-pair", "a socket of one's own, from which others are made", "socket.socketpair()"),
    _connects("names", "a question to a name server", "socket.getaddrinfo('example.org', 80)"),
    Attack(
        "web",
        "a letter home",
        """
        def attack():
            import urllib.request
            tell(urllib.request.urlopen(f"http://127.0.0.1:{PLACES['tcp']}/{MARK}", timeout=1))
        """,
    ),
    Attack(
        "descriptors-to-the-judge",
        "the judge opens what it is handed",
        """
        def attack():
            import array, socket, struct
            number = frames()
            right = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1]))
            def on_the_frames(action):
                connection = socket.socket(fileno=number)
                try:
                    tell(action(connection))
                finally:
                    connection.detach()
            each(on_the_frames, lambda c: c.sendmsg([b'x'], [right]), lambda c: c.recvmsg(1, 100),
                 lambda c: c.send(b''), lambda c: c.shutdown(2), lambda c: c.getpeername(),
                 lambda c: c.connect('\\0' + PLACES['abstract']), lambda c: c.listen(),
                 lambda c: c.getsockopt(1, 17, 12), lambda c: c.setsockopt(1, 8, 2**30))
        """,
        costs=True,
    ),
)
