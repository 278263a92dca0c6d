"""A method that is called again, which takes one request, is what it is when it is called."""

import numpy as np
from contract.contracts.registry import Contracts, raised

contract = Contracts()

METER = """
    class Meter:
        def __init__(self):
            self.calls = 0

        def add(self, x, *, times=1):
            self.calls += 1
            if self.calls == 3:
                raise ValueError("the third call")
            return times * (self.calls + x)

        def fill(self, x):
            x += 1
            return x

        def ask(self, function, x):
            return function(x) + 1

        def draw(self, rng):
            return rng.random()

        def overwrite(self):
            self.add = lambda x: -x

        def spoil(self):
            self.add = 3.0

        def redraw(self):
            self.draw = lambda rng: 10 + rng.random()

        @classmethod
        def take_away(cls):
            del cls.add

        @classmethod
        def named(cls, label):
            return label

    class Double(Meter):
        def add(self, x):
            return 2 * super().add(x)

    class Lazy:
        def __getattr__(self, name):
            self.calls = self.__dict__.get("calls", 0) + 1
            return Meter().add

    class Watchful:
        seen = 0

        def __getattribute__(self, name):
            Watchful.seen += 1
            return object.__getattribute__(self, name)

        def now(self):
            return Watchful.seen

    class Small:
        __slots__ = ("x",)

        def put(self, x):
            self.x = x
            return self

    class Turning:
        turns = 0

        @property
        def turn(self):
            Turning.turns += 1
            return Meter().add if Turning.turns % 2 else Double().add

    def apply(function, x):
        return function(x)
"""


@contract(METER)
def a_method_keeps_state_and_raises_at_the_third_call(student):
    meter = student.Meter()
    first = meter.add(1), meter.add(1, times=2), raised(meter.add, 1), meter.add(1)
    return *first, raised(meter.add), meter.calls


@contract(METER)
def a_method_changes_its_input_each_time(student):
    meter, x = student.Meter(), np.zeros(2)
    seen = [meter.fill(x).copy() for _ in range(3)]
    return seen, x, meter.fill(x) is x


@contract(METER)
def another_of_the_same_class(student):
    first, second = student.Meter(), student.Meter()
    return first.add(1), second.add(5), first.add(1), second.add(5)


@contract(METER)
def a_subclass_has_its_own(student):
    meter, double = student.Meter(), student.Double()
    return meter.add(1), double.add(1), meter.add(1), double.add(1), double.fill(np.ones(1))


@contract(METER)
def a_method_that_the_object_replaces(student):
    meter = student.Meter()
    return meter.add(1), meter.overwrite(), meter.add(1), meter.add(2)


@contract(METER)
def a_method_that_becomes_a_number(student):
    meter = student.Meter()
    return meter.add(1), meter.spoil(), raised(lambda: meter.add(1)), meter.add(1)


@contract(METER)
def a_method_that_is_taken_away(student):
    meter = student.Meter()
    return meter.add(1), meter.take_away(), raised(lambda: meter.add(1)), meter.calls


@contract(METER)
def class_methods_again(student):
    meter = student.Meter()
    return meter.named("x"), meter.named("y"), raised(meter.named)


@contract(METER)
def attributes_that_are_made_up(student):
    lazy = student.Lazy()
    return lazy.anything(1), lazy.anything(1), lazy.another(2), lazy.calls


@contract(METER)
def access_that_is_counted(student):
    watchful = student.Watchful()
    return watchful.now() < watchful.now() < watchful.now()


@contract(METER)
def slots_only(student):
    small = student.Small()
    return small.put(1).put(2).x, small.put(3).x, small.x


@contract(METER)
def a_property_that_gives_methods(student):
    turning = student.Turning()
    return turning.turn(1), turning.turn(1), turning.turn(1), turning.turns


@contract(METER)
def a_known_method_is_passed_on(student):
    meter = student.Meter()
    meter.add(1)
    add = meter.add
    return student.apply(meter.add, 5), raised(add, 1), add(1), meter.calls


@contract(METER)
def functions_of_a_test_in_a_known_method(student):
    meter, heard = student.Meter(), []

    def heard_of(x):
        heard.append(x)
        if len(heard) == 3:
            raise KeyError("the third time")
        return x

    first = [meter.ask(heard_of, x) for x in (1, 2)]
    return first, raised(meter.ask, heard_of, 3), meter.ask(heard_of, 4), heard


@contract(METER)
def a_generator_in_a_method_that_was_replaced(student):
    meter, rng = student.Meter(), np.random.default_rng(4)
    first = student.Meter().draw(np.random.default_rng(1))
    meter.redraw()
    return first, meter.draw(rng), meter.draw(rng)
