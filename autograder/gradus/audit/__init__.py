"""Do the tests catch real mistakes? The catalogue of mistakes, and classes made from it."""

from gradus.audit.demo_class import write_demo_class
from gradus.audit.mistakes import Mistake, apply_mistake, load_mistakes
from gradus.audit.models import write_models

__all__ = ["Mistake", "apply_mistake", "load_mistakes", "write_demo_class", "write_models"]
