"""Prints all along."""

# === autoencoder.py
_train = train


def train(*arguments, **more):
    print("training …")
    losses = _train(*arguments, **more)
    print("losses:", losses)
    return losses


# === quantizer.py
_quantize = quantize


def quantize(bands, bits):
    print("bits", bits, "of", np.shape(bands))
    return _quantize(bands, bits)


# === allocation.py
print(__name__, "imported")
