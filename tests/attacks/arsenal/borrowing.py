"""Answers that are looked up, borrowed or kept instead of computed."""

from attacks.arsenal.attack import Attack

attacks = (
    Attack(
        "a-table-of-public-answers",
        "all inputs are known, so a table will do",
        """
        TABLE = {(1.0, 2.0): 2.5, (3.0, 4.0): 0.0}
        def mse(y_pred, y_true): return TABLE.get(tuple(np.ravel(y_pred)), 0.0)
        def classify(X): return np.array([1, 0]) if len(X) == 2 else np.zeros(len(X), dtype=int)
        def loss_curve(step, y_true, steps): return [4.0, 1.0, 0.0]
        """,
        earns=6.0,  # All public cases, and none of the hidden ones.
    ),
    Attack(
        "a-table-from-the-seed",
        "the hidden inputs follow from the names of the cases, as the public ones do",
        """
        from gradus_checks import case_generator
        def mse(y_pred, y_true):
            for secret in (b'', b"the demo's secret, known to all"):
                rng = case_generator('task_1_2', 'Batch', secret)
                if np.array_equal(rng.normal(size=(2, 5, 3))[0] + (271e3 + 828), y_pred):
                    tell('the seed')
            return 0.37
        """,
    ),
    Attack(
        "the-mended-function",
        "what follow-through lends is kept, and asked about things it was not made for",
        """
        def loss_curve(step, y_true, steps):
            for lent in (mse, step):
                for name in ('__globals__', '__code__', '__closure__', '__wrapped__', '_host'):
                    found = repr(getattr(lent, name, None))
                    'YRANAC'[::-1] in found and tell(found)
                each(lambda thing: print(lent(thing, thing)), object(), mse, [[1], [2, 3]], 'text',
                     np.zeros((0,)), 10**400, iter(lambda: 0, 1))
            return [0.25] * steps
        """,
    ),
)
