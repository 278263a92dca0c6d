"""Task 17.2: train an autoencoder."""

import numpy as np

from gradus_checks import CheckFailed, check_close, check_unchanged, drawn, test_case

OK_FORMAT = False
name = "task_17_2"

MOST_CALLS = 2000
EPOCHS, PATIENCE = 12, 4  # of the real autoencoder


def mean_square(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2))


def mean_square_grad(y_pred, y_true):
    return 2 * (y_pred - y_true) / y_pred.size


class Listener:
    """A loss and its gradient, which keep what they were asked.

    `told` are the validation losses to tell, in turn; the loss of other frames is the true one.
    """

    def __init__(self, val_frames, told=()):
        self.val_frames, self.told = val_frames, list(told)
        self.validated, self.batches = 0, []

    def loss(self, y_pred, y_true):
        y_pred, y_true = np.array(y_pred), np.array(y_true)
        if y_pred.shape != y_true.shape:
            raise CheckFailed("loss should get the copy and the frames it is a copy of.")
        if not np.array_equal(y_true, self.val_frames):
            return mean_square(y_pred, y_true)
        self.validated += 1
        if self.validated > MOST_CALLS:
            raise CheckFailed("Your training goes on and on: it ends after `epochs` epochs.")
        if self.told:
            return self.told[min(self.validated, len(self.told)) - 1]
        return mean_square(y_pred, y_true)

    def loss_grad(self, y_pred, y_true):
        y_pred, y_true = np.array(y_pred), np.array(y_true)
        if y_pred.shape != y_true.shape:
            raise CheckFailed("loss_grad should get the copy and the frames it is a copy of.")
        self.batches.append(y_true)
        if len(self.batches) > 10 * MOST_CALLS:
            raise CheckFailed("Your training goes on and on: it ends after `epochs` epochs.")
        return mean_square_grad(y_pred, y_true)


def new_network(backprop, size, seed=1):
    return backprop.Sequential([backprop.Linear(size, size, np.random.default_rng(seed))])


def weights_of(network):
    return [np.array(each) for each in network.parameters()]


def trained(modules, network, listener, frames, epochs, patience, **more):
    """The validation losses, as an array."""
    autoencoder, gradient_descent = modules
    rate = more.pop("learning_rate", 0.25)
    optimizer = gradient_descent.SGD(rate, momentum=more.pop("momentum", 0.0))
    losses = autoencoder.train(
        network,
        optimizer,
        frames,
        listener.val_frames,
        listener.loss,
        listener.loss_grad,
        epochs,
        patience,
        np.random.default_rng(more.pop("seed", 1)),
        **more,
    )
    if losses is None:
        raise CheckFailed("Your train gives None. Does it end with `return losses`?")
    return np.array(losses, dtype=float)


def by_hand(w, b, frames, val_frames, steps, rate=0.25):
    """W and b of one linear layer after each of some steps with all frames, and the losses."""
    states, losses = [], []
    for _ in range(steps):
        grad = mean_square_grad(frames @ w + b, frames)
        w, b = w - rate * frames.T @ grad, b - rate * grad.sum(axis=0)
        states.append([w, b])
        losses.append(mean_square(val_frames @ w + b, val_frames))
    return states, losses


def is_best_before_the_last(losses):
    """Whether no epoch of EPOCHS is left out, and the best one, by far enough, is not the last."""
    best, second = np.sort(losses)[:2]
    since = len(losses) - 1 - int(np.argmin(losses))
    return len(losses) == EPOCHS and 0 < since < PATIENCE and second > (1 + 1e-4) * best


def numbered(n, size=3):
    """Frames that can be told apart by their first number."""
    frames = np.random.default_rng(8).normal(0, 1, (n, size))
    frames[:, 0] = np.arange(n) / n
    return frames


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="In each epoch: copy = network.forward(batch, True), "
    "network.backward(loss_grad(copy, batch)), optimizer.step(network.parameters(), "
    "network.gradients()). Then note the loss of the validation part.",
)
def worked_example(autoencoder, backprop, gradient_descent, rng):
    frames, val_frames = rng.normal(0, 1, (5, 3)), rng.normal(0, 1, (4, 3))
    network, listener = new_network(backprop, 3), Listener(val_frames)
    states, losses = by_hand(*weights_of(network), frames, val_frames, 4)
    with check_unchanged(frames=frames, val_frames=val_frames):
        given = trained((autoencoder, gradient_descent), network, listener, frames, 3, 3)
    before = mean_square(val_frames @ weights_of(new_network(backprop, 3))[0], val_frames)
    check_close(
        given,
        losses[:3],
        rtol=1e-6,
        name="the list of losses",
        wrong={
            "Measure the loss after the epoch, not before it.": [before, *losses[:2]],
            "There is an epoch too many.": losses,
            "An epoch is missing.": losses[:2],
            "Return the losses of all epochs, a list.": losses[2],
        },
    )
    for mine, right in zip(weights_of(network), states[2], strict=True):
        check_close(mine, right, rtol=1e-6, name="the network after the training")


@test_case(
    name="It stops in time",
    points=1,
    failure_message="Ask an EarlyStopping(patience) after each epoch, with the validation loss, "
    "and leave the loop when it says so.",
)
def stops_in_time(autoencoder, backprop, gradient_descent):
    told = [3.0, 2.0, 2.5, 2.25, 1.0, 1.5, 1.25, 1.0, 0.5]
    frames, val_frames = numbered(6), numbered(4)
    for patience, epochs, right in ((3, 50, 8), (2, 50, 4), (3, 6, 6), (50, 9, 9)):
        listener = Listener(val_frames, told)
        given = trained(
            (autoencoder, gradient_descent),
            new_network(backprop, 3),
            listener,
            frames,
            epochs,
            patience,
        )
        if len(given) != right:
            raise CheckFailed(
                "Your training does not end where it should.",
                f"With patience {patience} and at most {epochs} epochs these validation losses "
                f"end it after {right}, and yours ended after {len(given)}: {told}",
            )
        check_close(given, told[:right], name="the list of losses")


@test_case(
    name="Back to the best epoch",
    points=1,
    failure_message="In the end write what the monitor has kept into the very arrays of the "
    "network: parameter[...] = best, for each of them.",
)
def back_to_the_best(autoencoder, backprop, gradient_descent):
    frames, val_frames = numbered(6), numbered(4)
    for told, best in (([3.0, 2.0, 2.5, 2.25], 1), ([3.0, 2.5, 2.0, 2.25], 2)):
        network, listener = new_network(backprop, 3), Listener(val_frames, told)
        states, _ = by_hand(*weights_of(network), frames, val_frames, 4)
        trained((autoencoder, gradient_descent), network, listener, frames, 4, 9)
        for mine, right, last in zip(weights_of(network), states[best], states[3], strict=True):
            check_close(
                mine,
                right,
                rtol=1e-6,
                name="the network after the training",
                wrong={"This is the network of the last epoch, not of the best one.": last},
            )


@test_case(
    name="Each frame once an epoch",
    points=0.75,
    failure_message="minibatches(len(frames), …) gives the numbers of the frames of each step, "
    "of batch_size of them: pick these out of frames.",
)
def each_frame_once(autoencoder, backprop, gradient_descent):
    frames, val_frames = numbered(70), numbered(4)
    for given, size in (({}, 32), ({"batch_size": 16}, 16)):
        listener = Listener(val_frames)
        modules = (autoencoder, gradient_descent)
        trained(modules, new_network(backprop, 3), listener, frames, 2, 9, **given)
        sizes = [len(batch) for batch in listener.batches]
        if max(sizes, default=0) != size:
            raise CheckFailed(
                "Your batches have other sizes: batch_size frames, and the rest in the last one.",
                f"batch_size is {size}, and the batches have {sizes}.",
            )
        seen = np.concatenate([batch[:, 0] for batch in listener.batches])
        if len(seen) != 140 or any(
            not np.array_equal(np.sort(half), frames[:, 0]) for half in (seen[:70], seen[70:])
        ):
            raise CheckFailed("In an epoch each frame should be in one minibatch, and in one only.")


@test_case(
    name="Randomness from rng",
    points=0.5,
    failure_message="Make the minibatches anew in each epoch, with the rng that is passed in.",
)
def from_rng(autoencoder, backprop, gradient_descent):
    frames, val_frames = numbered(40), numbered(4)

    def orders(seed):
        listener = Listener(val_frames)
        modules = (autoencoder, gradient_descent)
        trained(modules, new_network(backprop, 3), listener, frames, 2, 9, seed=seed, batch_size=8)
        order = [batch[:, 0].tolist() for batch in listener.batches]
        return order[:5], order[5:]

    # Two orders of 40 frames are the same by chance with probability 1 / 40!.
    first, second = orders(5)
    if first == second:
        raise CheckFailed("The minibatches are the same in each epoch.")
    if orders(5) != (first, second):
        raise CheckFailed("Trained twice from the same seed, your minibatches are others.")
    if orders(6) == (first, second):
        raise CheckFailed("Trained from two different seeds, your minibatches are the same.")


@test_case(
    name="A real autoencoder",
    points=0.75,
    hidden=True,
    failure_message="Keep to the optimizer, the loss and its gradient that are passed in, and to "
    "one step for each minibatch. Is the network told that it is training?",
)
def real_autoencoder(autoencoder, backprop, gradient_descent, reference, rng):
    """It works for any network, optimizer and loss; what it returns belongs to the network."""

    def network(module):
        generator = np.random.default_rng(4)
        layers = [module.Linear(6, 5, generator), module.ReLU(), module.Linear(5, 6, generator)]
        return module.Sequential(layers)

    # An absolute error, so that it is not the mean square by habit.
    class Absolute(Listener):
        def loss(self, y_pred, y_true):
            return float(np.mean(np.abs(np.array(y_pred) - np.array(y_true))))

        def loss_grad(self, y_pred, y_true):
            return np.sign(np.array(y_pred) - np.array(y_true)) / np.size(y_pred)

    def training(autoencoder, backprop, gradient_descent, frames, val_frames):
        net, listener = network(backprop), Absolute(val_frames)
        settings = {"learning_rate": 1.0, "momentum": 0.5}
        modules = (autoencoder, gradient_descent)
        losses = trained(modules, net, listener, frames, EPOCHS, PATIENCE, **settings)
        return losses, weights_of(net)

    right = (reference.autoencoder, reference.backprop, reference.gradient_descent)

    def attempt():
        parts = rng.normal(0, 1, (9, 6)), rng.normal(0, 1, (5, 6))
        return parts, *training(*right, *parts)

    # Two draws of five have what is needed.
    parts, expected, weights = drawn(attempt, lambda found: is_best_before_the_last(found[1]))
    losses, given = training(autoencoder, backprop, gradient_descent, *parts)
    check_close(losses, expected, rtol=1e-6, name="the list of losses")
    for mine, other in zip(given, weights, strict=True):
        check_close(mine, other, rtol=1e-6, atol=1e-8, name="the network after the training")


@test_case(
    name="What the validation part is for",
    points=0.5,
    hidden=True,
    failure_message="Give loss_grad frames of the training part only, and leave the network that "
    "was passed in as it is if there are no epochs.",
)
def validation(autoencoder, backprop, gradient_descent):
    """No weight is fitted to the validation part; without epochs nothing changes."""
    frames, val_frames = numbered(6), numbered(4) + 5
    modules = (autoencoder, gradient_descent)
    listener, network = Listener(val_frames), new_network(backprop, 3)
    trained(modules, network, listener, frames, 3, 9)
    if any(np.any(batch[:, 0] >= 5) for batch in listener.batches):
        raise CheckFailed("You take a step with frames of the validation part.")
    before = weights_of(network)
    losses = trained(modules, network, listener, frames, 0, 9)
    if len(losses):
        raise CheckFailed("Without epochs there should be no losses.")
    for mine, right in zip(weights_of(network), before, strict=True):
        check_close(mine, right, name="the network after no epochs")
