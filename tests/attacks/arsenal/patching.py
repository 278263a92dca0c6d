"""Changing what decides, or what seems to: NumPy, Python's built-ins, Otter, the worker's parts."""

from attacks.arsenal.attack import Attack

ALWAYS_TRUE = """
class Yes:
    def __eq__(self, other): return True
    def __call__(self, *args, **kwargs): return True
"""

attacks = (
    Attack(
        "numpy-comparisons",
        "comparisons that always find what is expected",
        """
        def attack():
            for name in ('allclose', 'isclose', 'array_equal', 'all', 'isfinite', 'mean'):
                setattr(np, name, lambda *args, **kwargs: True)
            np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
            np.abs = np.absolute = np.subtract = lambda *args, **kwargs: np.zeros(1)
        """,
    ),
    Attack(
        "builtins",
        "no assertion of any kind fails",
        """
        def attack():
            import builtins
            builtins.abs = builtins.sum = builtins.max = lambda *args, **kwargs: 0.0
            builtins.AssertionError = builtins.ValueError = type('Quiet', (Exception,), {})
            builtins.all = builtins.any = lambda *args: True
        """,
        costs=True,
    ),
    Attack(
        "the-checks",
        "gradus_checks that check nothing",
        """
        def attack():
            import gradus_checks, gradus_checks.close
            for name in ('check_close', 'check_shape', 'check_finite', 'check_unchanged'):
                setattr(gradus_checks, name, lambda *args, **kwargs: None)
                setattr(gradus_checks.close, name, lambda *args, **kwargs: None)
            gradus_checks.errors.CheckFailed = StopIteration
        """,
    ),
    Attack(
        "otter",
        "Otter gives every case its points",
        """
        def attack():
            import otter.test_files.abstract_test as tests
            tests.TestFile.score = property(lambda self: 6000.0)
            tests.TestCaseResult.passed = True
        """,
        costs=True,  # Importing Otter takes longer than an import may.
    ),
    Attack(
        "the-judge-s-modules",
        "the judge, imported by the worker, gives points",
        """
        def attack():
            import gradus.results
            gradus.results.CaseResult.score = 6000.0
            import gradus.judge.verdict, gradus.judge.run
            gradus.judge.verdict.Verdict.status = gradus.results.Status.PASSED
        """,
        costs=True,
    ),
    Attack(
        "the-wire",
        "frames that say passed",
        """
        def attack():
            from gradus import wire
            pack = wire.pack
            wire.pack = lambda tree: pack([tree[0], ['passed', 6000.0, [], []]])
        """,
        costs=True,
    ),
    Attack(
        "the-host",
        "the worker's own host answers for the functions",
        """
        def attack():
            from gradus_checks.host import Host
            Host.handle = lambda self, request: ['value', ['array', '<f8', [], bytes(8)], [], []]
        """,
        costs=True,
    ),
    Attack(
        "the-crossing",
        "arrays that look different at the other end",
        """
        def attack():
            import gradus_checks.arrays, gradus_checks.crossing, gradus_checks.host
            lie = lambda array: ['<f8', [2**20, 2**20], bytes(8)]
            for module in (gradus_checks.arrays, gradus_checks.crossing, gradus_checks.host):
                module.array_fields = lie
        """,
        costs=True,
    ),
    Attack(
        "msgpack",
        "a packer that packs something else",
        """
        def attack():
            import msgpack
            msgpack.packb = lambda tree, **kwargs: b'\\x92\\x01\\xc3'
        """,
        costs=True,
    ),
    Attack(
        "every-module",
        "some attribute, somewhere, that decides",
        f"""
{ALWAYS_TRUE}
def attack():
    for module in list(sys.modules.values()):
        if module.__name__.startswith(('gradus', 'unittest', 'pytest', 'otter')):
            for name in list(vars(module)):
                if name.startswith(('check', 'assert', 'is_', 'run', 'score')):
                    setattr(module, name, Yes())
""",
        costs=True,
    ),
    Attack(
        "sys-modules",
        "the next import of NumPy gets another one",
        """
        def attack():
            fake = type(sys)('numpy')
            fake.__getattr__ = lambda name: lambda *args, **kwargs: True
            sys.modules['numpy'] = sys.modules['otter'] = sys.modules['gradus_checks'] = fake
        """,
        costs=True,
    ),
    Attack(
        "import-hooks",
        "whatever is imported from now on goes through the student's hands",
        """
        class Finder:
            def find_spec(self, name, path=None, target=None):
                raise ModuleNotFoundError(name)
        def attack():
            sys.meta_path[:] = [Finder()]
            sys.path_hooks.clear()
            sys.path_importer_cache.clear()
        """,
    ),
    Attack(
        "exception-hooks",
        "an error that is never seen",
        """
        def attack():
            sys.excepthook = sys.unraisablehook = lambda *args: None
            import threading
            threading.excepthook = lambda *args: None
            sys.exit = os._exit = lambda *args: None
        """,
    ),
    Attack(
        "streams",
        "output that pretends to be the grader's",
        """
        def attack():
            print('\\x1b[2J\\x1b[H12/12 points', '</pre><b>12/12</b>', '::set-output name=score::12')
            os.write(1, b'{"score": 12, "tests": []}\\n')
            sys.stdout = sys.stderr = None
        """,
    ),
)
