"""Objects stay with the student's code; the test holds something that behaves like them."""

from contract.contracts.registry import Contracts, raised

contract = Contracts()

COUNTER = """
    class Counter:
        step = 2

        def __init__(self, start, *, label="none"):
            self.count = start
            self.label = label

        def up(self):
            self.count += self.step
            return self

        @property
        def double(self):
            return 2 * self.count

        @double.setter
        def double(self, value):
            self.count = value // 2

        @property
        def broken(self):
            raise ValueError("no such thing")

        def __call__(self, x):
            return x + self.count

        @staticmethod
        def make():
            return Counter(100)

        @classmethod
        def named(cls, label):
            return cls(0, label=label)

    def is_same(a, b):
        return a is b
"""


@contract(COUNTER)
def constructors_take_arguments(student):
    counter = student.Counter(3, label="x")
    return counter.count, counter.label, raised(student.Counter), raised(student.Counter, 1, 2)


@contract(COUNTER)
def state_lives_on(student):
    counter = student.Counter(0)
    counter.up()
    counter.up().up()
    return counter.count


@contract(COUNTER)
def properties(student):
    counter = student.Counter(3)
    before = counter.double
    counter.double = 20
    return before, counter.count, raised(lambda: counter.broken)


@contract(COUNTER)
def attributes_can_be_set(student):
    counter = student.Counter(0)
    counter.count = 5
    counter.extra = "new"
    student.Counter.step = 7
    return counter.up().count, counter.extra


@contract(COUNTER)
def attributes_that_are_missing(student):
    counter = student.Counter(0)
    there = hasattr(counter, "count"), hasattr(counter, "nothing"), hasattr(student, "nothing")
    return there, getattr(counter, "nothing", 3), raised(lambda: counter.nothing)


@contract(COUNTER)
def identity(student):
    counter = student.Counter(0)
    other = student.Counter(0)
    return (
        counter.up() is counter,
        student.is_same(counter, counter),
        student.is_same(counter, other),
        student.Counter is student.Counter,
    )


@contract(COUNTER)
def objects_can_be_called(student):
    return student.Counter(3)(4)


@contract(COUNTER)
def static_and_class_methods(student):
    return student.Counter.make().count, student.Counter.named("z").label


@contract(COUNTER)
def bound_methods_can_be_kept(student):
    counter = student.Counter(0)
    up = counter.up
    up()
    up()
    return counter.count


@contract("""
    class Bag:
        def __init__(self, *items):
            self.items = list(items)

        def __len__(self):
            return len(self.items)

        def __getitem__(self, key):
            return self.items[key]

        def __setitem__(self, key, value):
            self.items[key] = value

        def __contains__(self, item):
            return item in self.items

        def __float__(self):
            return 0.5

        def __int__(self):
            return 9

    class Falsy:
        def __bool__(self):
            return False
""")
def special_methods(student):
    bag = student.Bag(1, 2, 3)
    bag[0] = 10
    shown = [len(bag), bag[0], bag[-1], 2 in bag, 5 in bag, float(bag), int(bag), list(bag)]
    return shown, bool(bag), bool(student.Bag()), bool(student.Falsy()), raised(lambda: bag[9])


@contract("""
    class Table:
        def __getitem__(self, key):
            return repr(key)
""")
def keys_of_any_kind(student):
    table = student.Table()
    return table[1, 2], table["a"], table[None]


@contract("""
    class Model:
        def __init__(self, layers):
            self.layers = layers

        def names(self):
            return [type(layer).__name__ for layer in self.layers]

        def first_is(self, layer):
            return self.layers[0] is layer

    class Linear:
        pass

    class ReLU:
        pass
""")
def objects_inside_lists(student):
    linear, relu = student.Linear(), student.ReLU()
    model = student.Model([linear, relu])
    return model.names(), model.first_is(linear), model.layers[0] is linear, len(model.layers)


@contract("""
    current = None

    class Model:
        def __init__(self, name):
            self.name = name

    def reset(name):
        global current
        current = Model(name)

    def greet():
        return "old"
""")
def variables_of_a_module_are_never_stale(student):
    student.reset("a")
    first = student.current.name
    student.reset("b")
    before = student.greet()
    student.greet = lambda: "new"
    return first, student.current.name, before, student.greet()


@contract(
    """
    def later(x):
        import contract_helper
        return contract_helper.triple(x)
""",
    plain=False,
)
def modules_imported_inside_a_function(student):
    return student.later(2)


KEEPER = """
    SETTINGS = {"rate": 0.5}

    class Keeper:
        def __init__(self):
            self.params = {"W": [1.0], 2: {"b": 3.0}}

        def seen(self):
            return self.params["W"], self.params[2]["b"], len(self.params), SETTINGS["rate"]
"""


@contract(KEEPER)
def entries_of_a_dictionary_are_set(student):
    keeper = student.Keeper()
    keeper.params["W"] = "w"
    keeper.params[2]["b"] = 4.0
    params = keeper.params
    params["more"] = 1
    student.SETTINGS["rate"] = 0.25
    return keeper.seen(), params, keeper.params == params


@contract(KEEPER, plain=False)
def nothing_else_is_done_to_it(student):
    params = student.Keeper().params
    ways = (params.clear, lambda: params.pop("W"), lambda: params.update(W=1))
    return [raised(way) for way in ways], dict(params), student.Keeper().seen()
