"""The course that is attacked: 12 points, public and hidden cases, a reference, hidden labels.

Another assignment, of objects, is beside this one: see `target_of_layers`.

Every part that must stay secret holds a canary: a text, or a number, that occurs nowhere else.
"""

from pathlib import Path
from textwrap import dedent

from attacks.target_of_layers import FILES as FILES_OF_LAYERS

CANARY = "CANARY"
HIDDEN_NUMBER = "271828"
"""The digits of the number that is in all hidden inputs: no student may ever read it."""

FULL_MARK = 12.0

MODULE_OF = {"target": "losses", "layers": "layers"}
"""By assignment: the module that is handed in."""

FILES = {
    "assignments/target/assignment.toml": """
        title = "Target"
        modules = ["losses"]

        [limits]
        cpu_floor_seconds = 0.2
        memory_mb = 256
        output_kb = 16

        [[tasks]]
        number = "1.1"
        title = "Twice"
        functions = ["losses.double"]
        points = 3

        [[tasks]]
        number = "1.2"
        title = "Mean squared error"
        functions = ["losses.mse"]
        points = 3

        [[tasks]]
        number = "1.3"
        title = "Classes"
        functions = ["losses.classify"]
        points = 3

        [[tasks]]
        number = "1.4"
        title = "Loss curve"
        functions = ["losses.loss_curve"]
        points = 3
        upstream = ["losses.mse"]
    """,
    "assignments/target/labels.txt": """
        CANARY-labels 1 0 0 1 1 0 1 0 1 1
    """,
    "assignments/target/tests/task_1_1.py": '''
        """Task 1.1: twice."""

        import numpy as np
        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_1"

        EXAMPLE = np.array([1.0, 2.0])


        @test_case(name="Worked example", points=2)
        def worked_example(losses):
            check_close(losses.double(EXAMPLE), [2.0, 4.0])


        @test_case(name="Batch", points=1, hidden=True)
        def batch(losses, rng):
            """CANARY-hidden-test of task 1.1."""
            x = rng.normal(size=(3, 2)) + 271828.0
            check_close(losses.double(x.copy()), 2 * x)
    ''',
    "assignments/target/tests/task_1_2.py": '''
        """Task 1.2: mean squared error."""

        import numpy as np
        from gradus_checks import check_close, check_finite, check_unchanged, test_case

        OK_FORMAT = False
        name = "task_1_2"


        @test_case(name="Worked example", points=0.5)
        def worked_example(losses):
            check_close(losses.mse(np.array([1.0, 2.0]), np.zeros(2)), 2.5)


        @test_case(name="Batch", points=1.5, hidden=True)
        def batch(losses, reference, rng):
            """CANARY-hidden-test of task 1.2."""
            secret_answer = "CANARY-memory of the judge"
            y_pred, y_true = rng.normal(size=(2, 5, 3)) + 271828.0
            right = reference.losses.mse(y_pred, y_true)
            check_close(losses.mse(y_pred, y_true), right, name=secret_answer[:3])
            check_finite(losses.mse(y_pred * 1e100, y_true))


        @test_case(name="In place", points=0.5, hidden=True)
        def in_place(losses, rng):
            """CANARY-hidden-test: the inputs are left as they are."""
            y_pred, y_true = rng.normal(size=(2, 4)) + 271828.0
            with check_unchanged(y_pred=y_pred, y_true=y_true):
                loss = losses.mse(y_pred, y_true)
            check_close(loss, np.mean((y_pred - y_true) ** 2))


        @test_case(name="Perfect prediction", points=0.5)
        def perfect_prediction(losses):
            check_close(losses.mse(np.array([3.0, 4.0]), np.array([3.0, 4.0])), 0.0)
    ''',
    "assignments/target/tests/task_1_3.py": '''
        """Task 1.3: classes."""

        from pathlib import Path

        import numpy as np
        from gradus_checks import CheckFailed, check_shape, test_case

        OK_FORMAT = False
        name = "task_1_3"

        HIDDEN = Path("ROOT/assignments/target/labels.txt")


        @test_case(name="Toy data", points=1)
        def toy_data(losses):
            classes = losses.classify(np.array([[2.0], [-2.0]]))
            check_shape(classes, (2,))
            if list(classes) != [1, 0]:
                raise CheckFailed("These two are easily told apart.")


        @test_case(name="Hidden data", points=2, hidden=True)
        def hidden_data(losses, rng):
            """CANARY-hidden-test of task 1.3."""
            labels = np.array(HIDDEN.read_text("utf-8").split()[1:], dtype=int)
            X = np.abs(rng.normal(size=(labels.size, 2))) + 271828.0
            X[labels == 0] *= -1
            classes = losses.classify(X)
            check_shape(classes, labels.shape)
            if not np.mean(np.asarray(classes) == labels) > 0.9:
                raise CheckFailed("Too many are in the wrong class.")
    ''',
    "assignments/target/tests/task_1_4.py": '''
        """Task 1.4: loss curve."""

        import numpy as np
        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_4"


        @test_case(name="Worked example", points=1)
        def worked_example(losses):
            curve = losses.loss_curve(lambda y: y + 1.0, np.array([3.0]), 3)
            check_close(np.array(list(curve)), [4.0, 1.0, 0.0])


        @test_case(name="Halves", points=2, hidden=True)
        def halves(losses, reference, rng):
            """CANARY-hidden-test of task 1.4."""
            y_true = rng.normal(size=4) + 271828.0
            halfway = lambda y: (y + y_true) / 2
            right, y = [], np.zeros(4)
            for _ in range(3):
                y = halfway(y)
                right.append(reference.losses.mse(y, y_true))
            curve = losses.loss_curve(halfway, y_true.copy(), 3)
            check_close(np.array(list(curve)), right)
    ''',
    "solutions/losses.py": '''
        """Losses. CANARY-reference."""

        import numpy as np


        def double(x):
            """Twice x. CANARY-reference of task 1.1."""
            return 2 * x


        def mse(y_pred, y_true):
            """Mean squared error. CANARY-reference of task 1.2."""
            return float(np.mean((np.asarray(y_pred, float) - y_true) ** 2))


        def classify(X):
            """1 where the first feature is positive. CANARY-reference of task 1.3."""
            return (X[:, 0] > 0).astype(int)


        def loss_curve(step, y_true, steps):
            """The loss after each step from zero. CANARY-reference of task 1.4."""
            y, curve = np.zeros(len(y_true)), []
            for _ in range(steps):
                y = step(y)
                curve.append(mse(y, y_true))
            return curve
    ''',
}


def write_target(root: Path) -> None:
    """Write the course into `root`."""
    for name, text in {**FILES, **FILES_OF_LAYERS}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip().replace("ROOT", str(root)), "utf-8")
