"""Where a case's parameters come from in the judge: proxies over the wire, and the reference."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace

import numpy as np

from gradus.assignment import Assignment
from gradus.errors import AssignmentError
from gradus.rating import CaseRating
from gradus_checks import CaseError, case_generator
from gradus_checks.faults import describe
from gradus_checks.loader import FreshModules
from gradus_checks.proxy import ModuleProxy
from gradus_checks.session import Session


def unrated(task: str) -> CaseRating:
    """There is no rating. Raises CaseError."""
    raise CaseError(f"{task} asks for a rating, but assignment.toml gives it none")


@dataclass(frozen=True)
class JudgeEnvironment:
    """A `gradus_checks.Environment` around one worker's session; None where none is needed."""

    session: Session | None
    reference_modules: SimpleNamespace
    secret: bytes
    data_folder: Path = Path()
    rate: Callable[[str], CaseRating] = unrated
    modules: Mapping[str, str] = field(default_factory=dict)

    def module(self, name: str) -> ModuleProxy:
        """A wire proxy of the student's module, which `modules` have by its name in a case."""
        if self.session is None:
            raise CaseError(f"nothing was started that could import {name}")
        return self.session.module(self.modules.get(name, name))

    def reference(self) -> SimpleNamespace:
        """The reference modules as attributes. They stay in the judge."""
        return self.reference_modules

    def data(self) -> Path:
        """The folder of the data that students have, as it was handed out."""
        return self.data_folder

    def rating(self, task: str) -> CaseRating:
        """What rates the submission in this task."""
        return self.rate(task)

    def rng(self, task: str, case: str, hidden: bool) -> np.random.Generator:
        """The same for every student; for hidden cases it depends on the course's secret."""
        return case_generator(task, case, self.secret if hidden else b"")


def worth_having_ready(reference: SimpleNamespace) -> tuple[str, ...]:
    """What most workers will import: numpy.random, where functions take a generator, and packages
    that the reference imports, such as pandas, which takes half a second. And numpy.ma, which
    np.unique and np.median import when they are first called: ten milliseconds in every worker.

    By the course's convention a generator is called `rng`. Where it is not, a worker imports
    numpy.random itself.
    """
    definitions = [value for module in vars(reference).values() for value in vars(module).values()]
    functions = [getattr(value, "__init__", None) for value in definitions] + definitions
    takes = any(
        isinstance(each, FunctionType) and "rng" in each.__code__.co_varnames for each in functions
    )
    roots = {_package(value) for value in definitions if isinstance(value, ModuleType)} - {""}
    # With the parts that importing the reference has loaded, such as scipy.sparse.
    loaded = (name for name in list(sys.modules) if name.count(".") <= 1 and "._" not in name)
    packages = (name for name in loaded if name.partition(".")[0] in roots and _can_be_found(name))
    return ("numpy.ma", *(("numpy.random",) if takes else ()), *sorted(packages))


def _package(module: ModuleType) -> str:
    """The installed package that it is of; "" for Python's own, the reference's, and NumPy."""
    root = module.__name__.partition(".")[0]
    installed = sys.modules.get(module.__name__) is module
    return root if installed and root not in (*sys.stdlib_module_names, "numpy") else ""


def _can_be_found(name: str) -> bool:
    spec = getattr(sys.modules[name], "__spec__", None)
    return spec is not None and spec.name == name


def load_reference(assignment: Assignment) -> SimpleNamespace:
    """The reference modules, imported into this process under no name that others could import.

    Raises AssignmentError where one of them cannot be.
    """
    modules = FreshModules(assignment.solutions)
    try:
        return SimpleNamespace(
            **{name: modules.load(module) for name, module in assignment.by_parameter.items()}
        )
    except Exception as error:
        fault = describe(error, str(assignment.solutions))
        raise AssignmentError(
            f"{assignment.solutions}: the reference does not load. "
            f"{fault.place}: {fault.type_name}: {fault.message}"
        ) from error
