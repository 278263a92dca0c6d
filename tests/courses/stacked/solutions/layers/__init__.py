"""The layers that a network is made of."""

from .base import Layer

__all__ = ["Layer"]
