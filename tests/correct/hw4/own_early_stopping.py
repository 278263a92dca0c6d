"""Stops early without a monitor, and shuffles by itself."""

# === autoencoder.py
import numpy as np


def train(
    network, optimizer, frames, val_frames, loss, loss_grad, epochs, patience, rng, batch_size=32
):
    losses, best, kept, waited = [], np.inf, None, 0
    while len(losses) < epochs and waited < patience:
        order = np.arange(len(frames))
        rng.shuffle(order)
        for batch in np.split(order, range(batch_size, len(order), batch_size)):
            copy = network.forward(frames[batch], training=True)
            network.backward(loss_grad(copy, frames[batch]))
            optimizer.step(network.parameters(), network.gradients())
        losses.append(float(loss(network.forward(val_frames), val_frames)))
        if losses[-1] < best:
            best, waited = losses[-1], 0
            kept = [np.array(each) for each in network.parameters()]
        else:
            waited += 1
    if kept is not None:
        for parameter, array in zip(network.parameters(), kept):
            np.copyto(parameter, array)
    return np.array(losses)
