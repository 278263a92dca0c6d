"""What every layer has."""


class Layer:
    """Can be called: that runs it forward."""

    def __call__(self, x):
        """Its output for the samples `x`, a row each."""
        return self.forward(x)
