"""An autoencoder: a network that squeezes each frame into a few numbers, and makes it anew.

It works for any objective that has a gradient, and gets good at that one.

Shapes: n frames of `size` samples. Lecture: Deep Learning Fundamentals II, "An audio codec".
"""

from backprop import Linear, ReLU, Sequential
from early_stopping import EarlyStopping
from gradient_descent import minibatches


def autoencoder(size, hidden, numbers, rng):
    """Task 17.1: a network from a frame to a frame, with only `numbers` numbers in the middle.

    Linear layers from size to hidden, numbers, hidden and size again, drawn from rng in this order;
    a ReLU behind the first and behind the third of them, and none in the middle or at the end.

    Returns a Sequential. Lecture: "An audio codec".
    """
    # BEGIN SOLUTION
    encoder = [Linear(size, hidden, rng), ReLU(), Linear(hidden, numbers, rng)]
    decoder = [Linear(numbers, hidden, rng), ReLU(), Linear(hidden, size, rng)]
    return Sequential(encoder + decoder)
    # END SOLUTION


def train(
    network, optimizer, frames, val_frames, loss, loss_grad, epochs, patience, rng, batch_size=32
):
    """Task 17.2: train until the validation loss no longer falls, and go back to the best epoch.

    In each epoch every frame is in one of the minibatches of batch_size frames, drawn anew from
    rng. The network copies the batch, loss_grad(copy, batch) is the gradient for the copy, and the
    optimizer takes a step. Then loss(copy, val_frames) of the whole validation part is noted. It
    ends after `epochs` epochs, or after `patience` in a row without a new lowest validation loss.
    In the end the parameters of the network, the very arrays, hold those of the best epoch.

    frames: (n, size), val_frames: (m, size), both left as they are.
    Returns the validation losses, one for each epoch. Lecture: "Early stopping".
    """
    # BEGIN SOLUTION
    monitor, losses = EarlyStopping(patience), []
    for _ in range(epochs):
        for batch in minibatches(len(frames), batch_size, rng):
            copy = network.forward(frames[batch], True)
            network.backward(loss_grad(copy, frames[batch]))
            optimizer.step(network.parameters(), network.gradients())
        losses.append(loss(network.forward(val_frames), val_frames))
        if monitor.update(losses[-1], network.parameters()):
            break
    if losses:
        for parameter, best in zip(network.parameters(), monitor.best_parameters, strict=True):
            parameter[...] = best
    return losses
    # END SOLUTION
