"""The demo's class of models or codecs: submissions to rated tasks, told apart by what they do."""

import shutil
import tomllib
from pathlib import Path

import numpy as np
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from gradus.assignment import Assignment, CodecSpec, TrainingSpec
from gradus.audit.sources import write_modules
from gradus.errors import AssignmentError
from gradus.rating.training import load_rating_data

CATALOGUES = {TrainingSpec: "trainings.toml", CodecSpec: "codecs.toml"}
"""In the assignment's folder, by how it is rated."""

_RIDGE = 1.0
"""Keeps the carried model's numbers small where bands move together."""

_CARRIED = '''

_CARRIED = {numbers}


class _Carried:
    """Learned at home: it needs no training."""

    def forward(self, x, training=False):
        weights = np.array(_CARRIED)
        return x @ weights[:-1] + weights[-1]


def {function}(x_train, y_train, x_val, y_val, seed):
    """Gives the model that was carried along, whatever the samples say."""
    model = Model(_Carried(), {mean}, {std})
    model.record("train", x_train, y_train)
    model.record("val", x_val, y_val)
    return model
'''


class _Patch(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    find: str = Field(min_length=1)
    replace: str


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    why: str = Field(min_length=1)
    patches: tuple[_Patch, ...] = Field(min_length=1)


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    models: tuple[_Model, ...] = Field(validation_alias=AliasChoices("training", "codec"))


def write_models(assignment: Assignment, folder: Path) -> bool:
    """Write a class of models into `folder`, which is emptied first; whether there is one to write.

    Raises AssignmentError where the catalogue is wrong, or a patch no longer fits the reference.
    """
    spec = assignment.rating
    path = assignment.folder / CATALOGUES.get(type(spec), "")
    if spec is None or not path.is_file():
        return False
    rated = next(task.functions[0] for task in assignment.tasks if task.rating)
    module, function = rated.split(".")
    reference = (assignment.solutions / f"{module}.py").read_text("utf-8")
    sources = {"reference": reference}
    sources |= {one.id: _patched(one, reference, path) for one in _load(path)}
    if isinstance(spec, TrainingSpec):
        sources["carried-along"] = reference + _carried(assignment, spec, function)
    shutil.rmtree(folder, ignore_errors=True)
    paths = {other: assignment.solutions / f"{other}.py" for other in assignment.modules}
    others = {other: path.read_text("utf-8") for other, path in paths.items()}
    for name, source in sources.items():
        write_modules(folder / name, {**others, module: source})
    return True


def _load(path: Path) -> tuple[_Model, ...]:
    try:
        return _Catalogue.model_validate(tomllib.loads(path.read_text("utf-8"))).models
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from error


def _patched(model: _Model, source: str, path: Path) -> str:
    for patch in model.patches:
        count = source.count(patch.find)
        if count != 1:
            raise AssignmentError(
                f"{path}: {model.id}: {patch.find!r} stands {count} times in the "
                "reference; it must stand there once."
            )
        source = source.replace(patch.find, patch.replace)
    return source


def _carried(assignment: Assignment, spec: TrainingSpec, function: str) -> str:
    """A linear model, fitted here to the data that students have, as numbers in the source."""
    train = load_rating_data(assignment, spec).train
    mean, std = train.x.mean(axis=0), np.maximum(train.x.std(axis=0), 1e-9)
    x = np.column_stack([(train.x - mean) / std, np.ones(len(train.x))])
    targets = np.eye(int(train.labels.max()) + 1)[train.labels]
    weights = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ targets)
    return _CARRIED.format(
        function=function,
        numbers=_listed(weights, 3),
        mean=_listed(mean, 2),
        std=_listed(std, 2),
    )


def _listed(numbers: np.ndarray, digits: int) -> str:
    return str(np.round(numbers, digits).tolist())
