"""Frames on the judge's connection that the worker's own code would never send."""

from attacks.arsenal.attack import Attack

SEND = """
import msgpack, struct, threading

def send(tree):
    body = msgpack.packb(tree)
    write(struct.pack('>I', len(body)) + body)

def write(data):
    os.write(frames(), data)

def number():
    # The number of the request that is being answered, from the worker's own conversation.
    frame = sys._getframe()
    while 'number' not in frame.f_locals or 'request' not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals['number']

# What the public example asks for, which is half a point for whoever says it.
RIGHT = ['value', 2.5, [], []]
LATE = []
"""


def _forged(name: str, hope: str, body: str, waits: bool = False) -> Attack:
    source = SEND + "\ndef mse(y_pred, y_true):\n    " + body + "\n    return 0.37\n"
    # A public answer that is known may come this way too: it is worth no more than returned.
    return Attack(name, hope, source, costs=True, waits=waits, earns=3.5)


def _reply(name: str, hope: str, reply: str) -> Attack:
    return _forged(name, hope, f"send([number(), {reply}])\n    os._exit(0)")


attacks = (
    _forged("early", "the reply to the next request is there first", "send([number() + 1, RIGHT])"),
    _forged("much-too-early", "a thousand replies", "[send([n, RIGHT]) for n in range(1000)]"),
    _forged(
        "late",
        "the reply to a request that has been answered long ago",
        "LATE.append(number()) or [send([n, RIGHT]) for n in LATE[:-1]]",
    ),
    _forged("repeated", "a second reply counts", "[send([number(), RIGHT]) for _ in range(3)]"),
    _forged("unknown-number", "a number of the future", "send([10**18, RIGHT])"),
    _forged("negative-number", "a number from the end", "send([-1, RIGHT])"),
    _forged("number-that-is-true", "True is 1", "send([True, RIGHT])"),
    _forged("no-pair", "a reply without a number", "send(RIGHT)\n    send(None)\n    send({})"),
    _forged("truncated", "a judge that waits", "write(b'\\0\\0\\1\\0x')", waits=True),
    _forged("huge", "4 GB announced", "write(b'\\xff\\xff\\xff\\xff' + bytes(1000))"),
    _forged(
        "just-allowed",
        "a list of as many items as a frame may announce",
        "write(struct.pack('>I', 150 * 2**20) + b'\\xdd\\x08\\0\\0\\0')\n"
        "    for _ in range(150): write(b'\\x91' * 2**20)",
    ),
    _forged(
        "deeply-nested",
        "a judge whose stack overflows",
        "write(struct.pack('>I', 100_000) + b'\\x91' * 100_000)",
    ),
    _forged(
        "nested-values",
        "lists in lists in lists",
        "tree = 1\n    for _ in range(200): tree = ['list', tree]\n"
        "    send([number(), ['value', tree, [], []]])\n    os._exit(0)",
    ),
    _forged(
        "not-msgpack", "a decoder that fails", "write(struct.pack('>I', 3) + b'\\xc1\\xc1\\xc1')"
    ),
    _forged(
        "extension-types",
        "an object that is made while decoding: a time stamp, a pickle",
        "body = b'\\xd6\\xff\\0\\0\\0\\1'\n    write(struct.pack('>I', len(body)) + body)",
    ),
    _forged(
        "without-end",
        "a flood of frames",
        "block = struct.pack('>I', 1) + b'\\xc0'\n    for _ in range(3000): write(block * 1000)",
    ),
    _forged(
        "one-byte-at-a-time",
        "a reply that never ends",
        "write(struct.pack('>I', 10**6))\n    while True: write(b'x'); time.sleep(0.05)",
        waits=True,
    ),
    _forged("closed", "a judge that waits", "os.close(frames())\n    time.sleep(60)", waits=True),
    _forged("all-closed", "the same", "os.closerange(0, 64)\n    time.sleep(60)", waits=True),
    Attack(
        "from-a-thread",
        "replies to everything, all the time, while the worker answers too",
        SEND
        + """
def attack():
    def flood():
        for n in range(10**6):
            try:
                send([n % 60, RIGHT])
            except OSError:
                return
    threading.Thread(target=flood, daemon=True).start()
""",
        earns=3.5,
        costs=True,
    ),
    Attack(
        "requests-stolen",
        "the judge's hidden inputs, read before the worker reads them",
        SEND
        + """
def attack():
    def steal():
        while True:
            tell_later = os.read(frames(), 10**6)
            send([msgpack.unpackb(tell_later[4:], strict_map_key=False)[0], RIGHT])
            print(tell_later)
    threading.Thread(target=steal, daemon=True).start()
""",
        earns=3.5,
        costs=True,
        waits=True,
    ),
    _reply("passed", "a verdict in the place of a value", "['passed', 12, [], []]"),
    _reply("a-number-as-a-module", "an import that gives a value", "['value', 1, [], []]"),
    _reply(
        "terabytes", "a judge without memory", "['value', ['array', '<f8', [2**37], b''], [], []]"
    ),
    _reply(
        "overflowing-shape",
        "2**32 times 2**32 is 0",
        "['value', ['array', '<f8', [2**32, 2**32, 2**32], b''], [], []]",
    ),
    _reply("objects", "an array of pointers", "['value', ['array', '|O', [1], bytes(8)], [], []]"),
    _reply(
        "odd-truth",
        "a truth value that is neither",
        "['value', ['array', '|b1', [2], b'\\x02\\x80'], [], []]",
    ),
    _reply("its-own-inputs", "the test's inputs become zeros", "[*RIGHT[:2], [[0, ['list']]], []]"),
    _reply("others-inputs", "slots that are not there", "[*RIGHT[:2], [[-1, 1.0], [99, 1.0]], []]"),
    _reply("functions-of-the-test", "the tenth function", "['callback', 10, ['list'], ['dict']]"),
    _reply("raised-by-the-test", "an exception of the test's own", "['raised', 0, [], []]"),
    _reply("interrupted", "a judge that stops", "['error', 'KeyboardInterrupt', '', '', [], []]"),
    _reply("refused", "a message that is shown", "['refused', 'x' * 10**6, [], []]"),
    _reply("a-generator", "a generator of the judge's", "['value', ['generator', 0], [], []]"),
    _reply(
        "a-generator-with-a-state",
        "a generator, made of whatever is named",
        "['value', ['generator', 0, 'PCG64', ['dict', 'state', 1]], [], []]",
    ),
    _reply(
        "arrays-that-nobody-asked-for",
        "a judge that keeps all that is refreshed",
        "['value', 1, [], [[n, '<f8', [10**6], bytes(8 * 10**6)] for n in range(18)]]",
    ),
    _reply("same-hashes", "hours of hashing", "['value', ['set', *range(20_000)], [], []]"),
    _reply("unhashable", "a dictionary of lists", "['value', ['dict', ['list'], 1], [], []]"),
    _reply(
        "huge-integer",
        "a number of a million digits",
        "['value', ['big', '0x' + 'f' * 10**6], [], []]",
    ),
    *(
        Attack(
            f"{name}-at-import",
            f"the judge stumbles over {name} where it imports the module",
            SEND + f"\nsend([number(), {reply}])\nos._exit(0)\n",
            costs=True,
        )
        for name, reply in (
            ("an-empty-reply", "[]"),
            ("a-number", "['value', 1, [], []]"),
            ("a-refusal", "['refused', 'x', [], []]"),
            ("a-raised-exception", "['raised', 0, [], []]"),
            ("a-change", "['value', 1, [[0, None]], []]"),
            ("a-text", "'value'"),
        )
    ),
)
