"""Layers, optimizers, masks and monitors, used together as a course uses them."""

from types import SimpleNamespace

import numpy as np
from contract.contracts.registry import Contracts

contract = Contracts()

NETWORK = """
    import copy
    import numpy as np

    class Linear:
        def __init__(self, n_in, n_out, rng):
            self.W = rng.normal(size=(n_in, n_out))
            self.b = np.zeros(n_out)

        def forward(self, x):
            self.x = x
            return x @ self.W + self.b

        def backward(self, grad):
            self.dW, self.db = self.x.T @ grad, grad.sum(axis=0)
            return grad @ self.W.T

    class Sequential:
        def __init__(self, layers):
            self.layers = layers

        def forward(self, x):
            for layer in self.layers:
                x = layer.forward(x)
            return x

        def backward(self, grad):
            for layer in reversed(self.layers):
                grad = layer.backward(grad)
            return grad

        def parameters(self):
            return [array for layer in self.layers for array in (layer.W, layer.b)]

        def gradients(self):
            return [array for layer in self.layers for array in (layer.dW, layer.db)]

        def in_pairs(self):
            return [[layer.W, layer.b] for layer in self.layers]

        def by_name(self):
            return {"W": self.layers[0].W, "b": self.layers[0].b}

        def one_by_one(self):
            for layer in self.layers:
                yield layer.W
                yield layer.b

        @property
        def weights(self):
            return tuple(layer.W for layer in self.layers)

    class WithFunctions:
        def __init__(self, layers):
            self.parameters = lambda: [array for layer in layers for array in (layer.W, layer.b)]

    class SGD:
        def __init__(self, learning_rate, momentum=0.0):
            self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, None

        def step(self, parameters, gradients):
            parameters = list(parameters)
            if self.velocity is None:
                self.velocity = [np.zeros_like(w) for w in parameters]
            for w, v, g in zip(parameters, self.velocity, gradients):
                v *= self.momentum
                v += g
                w -= self.learning_rate * v

    class EarlyStopping:
        def __init__(self, keep):
            self.keep, self.best = keep, np.inf

        def update(self, loss, parameters):
            if loss < self.best:
                self.best, self.best_parameters = loss, self.keep(parameters)
                return np.False_
            return np.True_

    def copies(parameters):
        return [w.copy() for w in parameters]

    def aliases(parameters):
        return list(parameters)

    def deep_copies(parameters):
        return copy.deepcopy(parameters)

    def minibatches(n, size, rng):
        order = rng.permutation(n)
        for start in range(0, n, size):
            yield order[start:start + size]
"""


def _network(student):
    rng = np.random.default_rng(5)
    model = student.Sequential([student.Linear(3, 4, rng), student.Linear(4, 2, rng)])
    model.forward(np.arange(6.0).reshape(2, 3))
    model.backward(np.ones((2, 2)))
    return model


@contract(NETWORK)
def functions_in_the_place_of_methods_give_live_arrays(student):
    layer = student.Linear(3, 2, np.random.default_rng(5))
    model = student.WithFunctions([layer])
    before = layer.W.copy(), layer.b.copy()
    student.SGD(0.5).step(model.parameters(), [np.ones((3, 2)), np.ones(2)])
    assert np.allclose(layer.W, before[0] - 0.5)
    return layer.W - before[0], layer.b - before[1]


@contract(NETWORK)
def stand_ins_of_functions_in_the_place_of_layers(student):
    heard = []

    def forward(x):
        heard.append(x.tolist())
        return 2 * x

    model = student.Sequential([SimpleNamespace(forward=forward) for _ in range(3)])
    return model.forward(np.ones(2)), heard


def _best_after_a_step(student, keep):
    model, stopper = _network(student), student.EarlyStopping(keep)
    first = bool(stopper.update(1.0, model.parameters()))
    before = [np.array(w) for w in stopper.best_parameters]
    student.SGD(0.1).step(model.parameters(), model.gradients())
    second = bool(stopper.update(2.0, model.parameters()))
    kept = [np.array_equal(w, old) for w, old in zip(stopper.best_parameters, before, strict=True)]
    return first, second, kept


@contract(NETWORK)
def early_stopping_that_copies(student):
    return _best_after_a_step(student, student.copies)


@contract(NETWORK)
def early_stopping_that_copies_deeply(student):
    return _best_after_a_step(student, student.deep_copies)


@contract(NETWORK)
def early_stopping_that_keeps_aliases(student):
    return _best_after_a_step(student, student.aliases)


@contract(NETWORK)
def best_parameters_are_written_back(student):
    model, stopper = _network(student), student.EarlyStopping(student.copies)
    stopper.update(1.0, model.parameters())
    optimizer = student.SGD(1.0)
    optimizer.step(model.parameters(), model.gradients())
    difference = [
        w - best for w, best in zip(model.parameters(), stopper.best_parameters, strict=True)
    ]
    optimizer.step(model.parameters(), difference)
    return [w.copy() for w in model.parameters()]


@contract(NETWORK)
def momentum_over_three_steps(student):
    model, optimizer = _network(student), student.SGD(0.1, momentum=0.9)
    for _ in range(3):
        optimizer.step(model.parameters(), model.gradients())
    return [w.copy() for w in model.parameters()], [v.copy() for v in optimizer.velocity]


@contract(NETWORK)
def an_optimizer_on_a_tests_own_arrays(student):
    parameters = [np.ones(2), np.ones((2, 2), order="F"), np.ones((4, 4))[::2, 1:3]]
    optimizer = student.SGD(0.5, momentum=0.5)
    for _ in range(2):
        optimizer.step(parameters, [np.full(w.shape, 0.25) for w in parameters])
    return parameters, parameters[1].flags.f_contiguous


@contract(NETWORK)
def a_view_of_a_tests_array_changes_its_base(student):
    base = np.arange(12.0).reshape(3, 4)
    student.SGD(1.0).step([base[:, 1], base[::2, 2:]], [np.ones(3), np.ones((2, 2))])
    return base


@contract(NETWORK)
def nested_lists_of_parameters_are_live(student):
    model = _network(student)
    for pair in model.in_pairs():
        student.SGD(1.0).step(pair, pair)
    return [w.copy() for w in model.parameters()]


@contract(NETWORK)
def dictionaries_of_parameters_are_live(student):
    model = _network(student)
    named = model.by_name()
    student.SGD(1.0).step([named["W"]], [named["W"]])
    return model.layers[0].W.copy(), named["W"].copy()


@contract(NETWORK)
def tuples_of_parameters_are_live(student):
    model = _network(student)
    student.SGD(1.0).step(model.weights, model.weights)
    return [w.copy() for w in model.weights]


@contract(NETWORK)
def parameters_from_a_generator_are_live(student):
    model = _network(student)
    parameters = list(model.one_by_one())
    student.SGD(1.0).step(parameters, parameters)
    return [w.copy() for w in model.parameters()], [w.copy() for w in parameters]


@contract(NETWORK)
def a_generator_of_parameters_is_passed_on(student):
    model = _network(student)
    student.SGD(0.1).step(model.one_by_one(), model.gradients())
    return [w.copy() for w in model.parameters()]


@contract(NETWORK)
def gradients_belong_to_the_latest_backward(student):
    model = _network(student)
    old = model.gradients()
    first = [g.copy() for g in old]
    model.backward(np.full((2, 2), 2.0))
    return [g.copy() for g in model.gradients()], [g.copy() for g in old], first


@contract(NETWORK)
def one_layer_in_two_models(student):
    rng = np.random.default_rng(5)
    shared = student.Linear(2, 2, rng)
    first, second = student.Sequential([shared]), student.Sequential([shared, shared])
    first.forward(np.eye(2))
    first.backward(np.eye(2))
    student.SGD(0.5).step(first.parameters(), first.gradients())
    return second.forward(np.eye(2)), first.parameters()[0] is second.parameters()[2]


@contract(NETWORK)
def a_generator_shared_by_layers_and_minibatches(student):
    rng = np.random.default_rng(8)
    first = student.Linear(2, 2, rng)
    batches = [indices.copy() for indices in student.minibatches(5, 2, rng)]
    second = student.Linear(2, 2, rng)
    return first.W.copy(), batches, second.W.copy()


@contract(
    """
    class Greedy:
        def forward(self, x):
            self.x = x
            return x

        def backward(self, grad):
            self.x *= 0.0
            return grad
""",
    plain=False,
)
def what_a_layer_keeps_of_its_input_is_a_copy(student):
    layer, x = student.Greedy(), np.ones(2)
    same = layer.forward(x) is x
    layer.backward(np.ones(2))
    assert x.tolist() == [1.0, 1.0]
    return same, layer.x.copy()
