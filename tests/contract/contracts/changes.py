"""What a call changes in its arguments, and in the arrays that its objects own, is seen."""

import numpy as np
from contract.contracts.registry import Contracts, raised, session_of

contract = Contracts()

LAYER = """
    import numpy as np

    class Layer:
        def __init__(self):
            self.W = np.ones((2, 2))
            self.b = np.zeros(2)
            self.history = []

        def parameters(self):
            return [self.W, self.b]

        def step(self):
            self.W -= 0.5
            self.history.append(float(self.W[0, 0]))

    class SGD:
        def step(self, parameters, gradients):
            for parameter, gradient in zip(parameters, gradients):
                parameter -= gradient
"""


@contract("""
    def add(a):
        a += 1
        return a.sum()
""")
def array_changed_in_place(student):
    array = np.zeros(3)
    return student.add(array), array


@contract("""
    def halve(a, b):
        a *= 0.5
        return float(b.sum())
""")
def aliases_change_together(student):
    array = np.ones(2)
    return student.halve(array, array), array


@contract("""
    def fill(items):
        items.append(4)
        items[0] = "x"
        del items[1]
""")
def list_changed_in_place(student):
    items = [1, 2, 3]
    return student.fill(items), items


@contract("""
    def step(parameters, gradients):
        for parameter, gradient in zip(parameters, gradients):
            parameter -= 0.1 * gradient
""")
def arrays_in_a_list_changed_in_place(student):
    parameters, gradients = [np.ones(2), np.ones((1, 2))], [np.ones(2), np.zeros((1, 2))]
    first = parameters[0]
    student.step(parameters, gradients)
    return parameters, first is parameters[0], gradients


@contract("""
    import numpy as np

    def swap(items):
        items[0], items[1] = items[1], items[0]
        items.append(np.zeros(1))
""")
def a_reordered_list_keeps_its_arrays(student):
    a, b = np.zeros(2), np.ones(2)
    items = [a, b]
    student.swap(items)
    return items[0] is b, items[1] is a, items


@contract("""
    def deep(pair):
        pair[1][0].append(2)
        pair[0]["w"] += 1
""")
def changes_inside_tuples_and_dictionaries(student):
    array, items = np.zeros(2), [1]
    student.deep(({"w": array}, [items]))
    return array, items


@contract("""
    def fail(a):
        a += 1
        raise ValueError("after the change")
""")
def changes_before_an_exception(student):
    array = np.zeros(2)
    return raised(student.fail, array), array


@contract("""
    def write(a):
        a[0] = 1
""")
def read_only_arguments_are_copies(student):
    array = np.zeros(2)
    array.flags.writeable = True
    return student.write(array), array


@contract(
    """
    def write(a):
        a[0] = 1
""",
    refused="changed one of its inputs in place",
)
def changing_a_read_only_argument(student):
    array = np.zeros(2)
    array.flags.writeable = False
    student.write(array)


@contract(
    """
    def reshape(a):
        a.resize((4, 1), refcheck=False)
""",
    refused="changed the shape of one of its inputs",
)
def changing_an_arguments_shape(student):
    student.reshape(np.zeros(4))


@contract(
    """
    def spoil(items):
        items.append(1j)
        items.append(lambda: items)
        items.append(__import__("numpy").array([None]))
""",
    refused="turned one of its inputs into something else",
)
def an_argument_that_can_no_longer_cross(student):
    student.spoil([1])


@contract(LAYER)
def parameters_are_live(student):
    layer = student.Layer()
    weights, bias = layer.parameters()
    layer.step()
    return weights, bias, weights is layer.W, layer.parameters()[0] is weights


@contract(LAYER)
def an_optimizer_updates_the_model(student):
    layer = student.Layer()
    student.SGD().step(layer.parameters(), [np.full((2, 2), 0.25), np.ones(2)])
    return layer.W.copy(), layer.b.copy()


@contract(LAYER)
def lists_of_an_object_are_live(student):
    layer = student.Layer()
    layer.step()
    layer.step()
    return list(layer.history)


@contract(LAYER, plain=False)
def live_arrays_are_not_written_by_tests(student):
    layer = student.Layer()

    def write_array():
        layer.W[0, 0] = 5.0

    def write_list():
        layer.parameters().append(1)

    assert raised(write_array) == "ValueError"
    assert raised(write_list) == "TypeError"
    return layer.W


@contract(LAYER, plain=False)
def session_write(student):
    layer = student.Layer()
    weights = layer.W
    session_of(student).write(weights, np.eye(2))
    layer.step()
    assert raised(session_of(student).write, np.zeros(2), 1.0) == "TypeError"
    return weights, weights is layer.W


@contract(
    """
    def softmax(x):
        return "the student's"

    def loss(x):
        return softmax(x)
""",
    plain=False,
)
def session_replace_is_followed_through(student):
    before = student.softmax(1), student.loss(1)
    session_of(student).replace(student.__dict__["_name"], "softmax", lambda x: ["replaced", x])
    return before, student.softmax(1), student.loss(2)


@contract(
    """
    class Linear:
        def __init__(self, n_in):
            self.w = n_in

        def forward(self, x):
            return x

    class Network:
        def __init__(self):
            self.layer = Linear(3)

        def forward(self, x):
            return self.layer.forward(x)
""",
    plain=False,
)
def session_replace_of_methods(student):
    def start(layer, n_in):
        layer.w = 10 * n_in

    def forward(layer, x):
        return layer.w + x

    before = student.Network().forward(1)
    session, name = session_of(student), student.__dict__["_name"]
    session.replace(name, "Linear.forward", forward)
    session.replace(name, "Linear.__init__", start)
    return before, student.Network().forward(1), student.Linear(4).w


@contract("""
    import numpy as np

    class Dropout:
        def forward(self, x):
            self.mask = (np.arange(x.size) % 2).reshape(x.shape) / 0.5
            return x * self.mask

        def backward(self, grad):
            return grad * self.mask
""")
def masks_are_shared_between_forward_and_backward(student):
    dropout = student.Dropout()
    return dropout.forward(np.ones((2, 3))).copy(), dropout.backward(np.ones((2, 3))).copy()
