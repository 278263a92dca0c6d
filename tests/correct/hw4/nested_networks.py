"""A network class of one's own, with an encoder and a decoder."""


# === autoencoder.py
class Autoencoder(Sequential):
    def __init__(self, size, hidden, numbers, rng):
        self.encoder = [Linear(size, hidden, rng), ReLU(), Linear(hidden, numbers, rng)]
        self.decoder = [Linear(numbers, hidden, rng), ReLU(), Linear(hidden, size, rng)]
        super().__init__(self.encoder + self.decoder)


def autoencoder(size, hidden, numbers, rng):
    return Autoencoder(size, hidden, numbers, rng)
