"""Builds the network from a list of sizes."""


# === autoencoder.py
def autoencoder(size, hidden, numbers, rng):
    sizes, layers = [size, hidden, numbers, hidden, size], []
    for place in range(4):
        layers.append(Linear(sizes[place], sizes[place + 1], rng))
        if place % 2 == 0:
            layers.append(ReLU())
    return Sequential(layers)
