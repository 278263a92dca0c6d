"""A second course that is attacked: objects with state, arrays of their own, and iterators."""

FILES = {
    "assignments/layers/assignment.toml": """
        title = "Layers"
        modules = ["layers"]

        [limits]
        cpu_floor_seconds = 0.2
        memory_mb = 256
        output_kb = 16

        [[tasks]]
        number = "1.1"
        title = "Scale"
        functions = ["layers.Scale.forward"]
        points = 3

        [[tasks]]
        number = "1.2"
        title = "Linear layer"
        functions = ["layers.Linear.forward", "layers.Linear.backward"]
        points = 3

        [[tasks]]
        number = "1.3"
        title = "Early stopping"
        functions = ["layers.EarlyStopping.update"]
        points = 3

        [[tasks]]
        number = "1.4"
        title = "Minibatches"
        functions = ["layers.minibatches"]
        points = 3
    """,
    "assignments/layers/tests/task_1_1.py": '''
        """Task 1.1: scale."""

        import numpy as np
        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_1"


        @test_case(name="Worked example", points=2)
        def worked_example(layers):
            check_close(layers.Scale(2.0).forward(np.array([1.0, 2.0])), [2.0, 4.0])


        @test_case(name="Batch", points=1, hidden=True)
        def batch(layers, rng):
            """CANARY-hidden-test of the layer Scale."""
            x = rng.normal(size=(3, 2)) + 271828.0
            check_close(layers.Scale(3.0).forward(x.copy()), 3 * x)
    ''',
    "assignments/layers/tests/task_1_2.py": '''
        """Task 1.2: linear layer."""

        import numpy as np
        from gradus_checks import check_close, check_shape, test_case, write

        OK_FORMAT = False
        name = "task_1_2"


        @test_case(name="Worked example", points=1)
        def worked_example(layers):
            layer = layers.Linear(2, 1, np.random.default_rng(1))
            write(layers, layer.W, np.array([[1.0], [2.0]]))
            write(layers, layer.b, np.array([0.5]))
            check_close(layer.forward(np.array([[1.0, 1.0], [2.0, 0.0]])), [[3.5], [2.5]])


        @test_case(name="Batch", points=2, hidden=True)
        def batch(layers, reference, rng):
            """CANARY-hidden-test of the linear layer."""
            layer = layers.Linear(4, 3, np.random.default_rng(2))
            same = reference.layers.Linear(4, 3, np.random.default_rng(2))
            check_shape(layer.W, (4, 3), name="W")
            write(layers, layer.W, same.W)
            for _ in range(3):
                x, upstream = rng.normal(size=(5, 4)) + 271828.0, rng.normal(size=(5, 3))
                right, right_grad = same.forward(x), same.backward(upstream)
                check_close(layer.forward(x.copy()), right)
                check_close(layer.backward(upstream.copy()), right_grad)
                check_close(layer.dW, same.dW)
                check_close(layer.db, same.db)
    ''',
    "assignments/layers/tests/task_1_3.py": '''
        """Task 1.3: early stopping."""

        import numpy as np
        from gradus_checks import CheckFailed, check_close, test_case

        OK_FORMAT = False
        name = "task_1_3"


        @test_case(name="Worked example", points=1)
        def worked_example(layers):
            monitor = layers.EarlyStopping(2)
            said = [bool(monitor.update(loss, [np.zeros(2)])) for loss in (3.0, 2.0, 2.0, 2.0)]
            if said != [False, False, False, True]:
                raise CheckFailed("It should stop in the fourth epoch.")


        @test_case(name="Best parameters", points=2, hidden=True)
        def best_parameters(layers, rng):
            """CANARY-hidden-test of early stopping."""
            monitor, parameters = layers.EarlyStopping(9), [rng.normal(size=3) + 271828.0]
            for loss in (3.0, 1.0, 2.0, 1.5):
                if loss == 1.0:
                    right = parameters[0].copy()
                monitor.update(loss, [parameter.copy() for parameter in parameters])
                parameters[0] += 1.0
            (best,) = list(monitor.best_parameters)
            check_close(best, right)
    ''',
    "assignments/layers/tests/task_1_4.py": '''
        """Task 1.4: minibatches."""

        import numpy as np
        from gradus_checks import CheckFailed, test_case

        OK_FORMAT = False
        name = "task_1_4"


        def batches(layers, n, size, rng):
            return [np.array(batch, dtype=int) for batch in layers.minibatches(n, size, rng)]


        @test_case(name="Worked example", points=1)
        def worked_example(layers):
            given = batches(layers, 4, 2, np.random.default_rng(0))
            if sorted(np.concatenate(given).tolist()) != [0, 1, 2, 3]:
                raise CheckFailed("Each sample should come once.")


        @test_case(name="Shuffled", points=2, hidden=True)
        def shuffled(layers, rng):
            """CANARY-hidden-test of the minibatches."""
            given = batches(layers, 60, 7, rng)
            order = np.concatenate(given).tolist()
            if sorted(order) != list(range(60)) or order == list(range(60)):
                raise CheckFailed("Each sample should come once, in random order.")
            if order == np.concatenate(batches(layers, 60, 7, rng)).tolist():
                raise CheckFailed("Every epoch should have an order of its own.")
    ''',
    "solutions/layers.py": '''
        """Layers. CANARY-reference."""

        import numpy as np


        class Scale:
            """Times a factor. CANARY-reference."""

            def __init__(self, factor):
                self.factor = factor

            def forward(self, x):
                return self.factor * x


        class Linear:
            """x W + b. CANARY-reference."""

            def __init__(self, n_in, n_out, rng):
                self.W, self.b = rng.normal(size=(n_in, n_out)), np.zeros(n_out)

            def forward(self, x):
                self.x = x
                return x @ self.W + self.b

            def backward(self, grad):
                self.dW, self.db = self.x.T @ grad, grad.sum(axis=0)
                return grad @ self.W.T


        class EarlyStopping:
            """Stops after `patience` epochs without improvement. CANARY-reference."""

            def __init__(self, patience):
                self.patience, self.best_loss, self.wait = patience, np.inf, 0
                self.best_parameters = None

            def update(self, loss, parameters):
                if loss < self.best_loss:
                    self.best_loss, self.wait = loss, 0
                    self.best_parameters = [parameter.copy() for parameter in parameters]
                    return False
                self.wait += 1
                return self.wait >= self.patience


        def minibatches(n, size, rng):
            """Indices of each batch, in random order. CANARY-reference."""
            order = rng.permutation(n)
            for start in range(0, n, size):
                yield order[start : start + size]
    ''',
}
