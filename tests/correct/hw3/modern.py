"""Type hints everywhere, dataclasses, Self, Literal and overloads."""

# === early_stopping.py alone
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(slots=True, kw_only=False)
class EarlyStopping:
    patience: int
    min_delta: float = 0.0
    best_loss: float = field(default=float("inf"), init=False)
    best_epoch: int = field(default=0, init=False)
    best_parameters: list[Array] = field(default_factory=list, init=False)
    _calls: int = field(default=0, init=False)
    _wait: int = field(default=0, init=False)

    def update(self, val_loss: float, parameters: Sequence[Array], /) -> bool:
        if improved := bool(val_loss < self.best_loss - self.min_delta):
            self.best_loss, self.best_epoch = val_loss, self._calls
            self.best_parameters = [np.copy(each) for each in parameters]
        self._wait = 0 if improved else self._wait + 1
        self._calls += 1
        return not improved and self._wait >= self.patience


# === dropout.py alone
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass
class Dropout:
    p: float
    rng: np.random.Generator
    factors: np.ndarray[Any, Any] | float = field(default=1.0, init=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.p < 1:
            raise ValueError(f"{self.p=} must be in [0, 1)")

    def forward(self, x: np.ndarray[Any, Any], training: bool = False) -> np.ndarray[Any, Any]:
        self.factors = (self.rng.random(x.shape) >= self.p) / (1 - self.p) if training else 1.0
        return np.float64(x) * self.factors

    def backward(self, grad: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.float64(grad) * self.factors
