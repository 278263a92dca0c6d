"""How `assignment.toml` names modules and functions: with dots, in packages too.

`layers.dense.Dense.forward` is the method of a class in `layers/dense.py` where the course has that
file, and of a class in a class of `layers.py` where it has not.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from gradus_checks.module_names import by_parameter, import_name, spoken


def _module(name: str) -> str:
    """A module by its path without the ending, from its name as Python has it."""
    if not all(part.isidentifier() for part in name.split(".")):
        raise ValueError("is not the name of a module: write one such as losses, or layers.dense")
    return name.replace(".", "/")


ModuleName = Annotated[str, AfterValidator(_module)]


def function_path(name: str, modules: Collection[str], solutions: Path) -> str:
    """A function by its module's path: `layers/dense.Dense.forward`.

    Its module is one of `modules` or a file in `solutions`, and the longest that there is.
    """
    parts = name.split(".")
    if all(part.isidentifier() for part in parts):
        for end in range(len(parts) - 1, 1, -1):
            module = "/".join(parts[:end])
            if module in modules or (solutions / f"{module}.py").is_file():
                return ".".join((module, *parts[end:]))
    return name


def package_files(modules: Collection[str], solutions: Path) -> Iterator[str]:
    """The `__init__` of each package that these modules are in, where the course has one."""
    above = (module.split("/")[:-1] for module in modules)
    packages = (parts[:end] for parts in above for end in range(1, len(parts) + 1))
    for package in dict.fromkeys("/".join(parts) for parts in packages):
        init = f"{package}/__init__"
        if init not in modules and (solutions / f"{init}.py").is_file():
            yield init


def wrong_modules(modules: Collection[str], path: Path) -> Iterator[str]:
    """Modules that hide one another, or that cases could not tell apart."""
    for module in modules:
        package = next((each for each in modules if each.startswith(f"{module}/")), "")
        if package:
            yield (
                f"{path}: {module}.py and the folder {module} of {spoken(package)} have one name, "
                f"and Python finds only one of them. Put what is in {module}.py into the folder."
            )
    if len(by_parameter(modules)) < len({*modules}):
        names = ", ".join(map(import_name, modules))
        yield f"{path}: cases could not tell these modules apart: {names}. Rename one."


def known_module(name: str, modules: Collection[str]) -> str:
    """The one of `modules` in which the function is that people call `name`, or that is `name`.

    "" for none.
    In files beside assignment.toml: `layers.dense.Dense.forward`.
    """
    fitting = [each for each in modules if f"{name}.".startswith(f"{spoken(each)}.")]
    return max(fitting, key=len, default="")
