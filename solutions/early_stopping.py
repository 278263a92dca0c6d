"""Early stopping: end the training when the validation loss no longer falls, and keep the best.

The training loss falls and falls; the validation loss falls, and rises again once the network
learns its examples by heart. The best network is the one in between.

Lecture: Deep Learning Fundamentals II, "Early stopping".
"""

import numpy as np


class EarlyStopping:
    """Tasks 9.1 and 9.2: watches the validation loss. Lecture: "Early stopping".

    best_loss: the lowest loss; best_epoch: when it was, counted from 0; best_parameters: copies of
    the parameters at that time. They have a meaning from the first improvement on.
    """

    def __init__(self, patience, min_delta=0.0):
        """Task 9.1: stop after `patience` epochs in a row that are not better by min_delta."""
        # BEGIN SOLUTION
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_epoch, self.best_parameters = np.inf, -1, []
        self.epoch, self.wait = 0, 0
        # END SOLUTION

    def update(self, val_loss, parameters):
        """Task 9.1: is it time to stop? Task 9.2: keep what is best so far. Called once an epoch.

        An epoch has improved if val_loss < best_loss − min_delta; NaN never has.

        val_loss: a number; parameters: a list of arrays, left as they are. Returns True if this is
        at least the `patience`-th epoch in a row without improvement, and False otherwise.
        """
        # BEGIN SOLUTION
        val_loss = float(val_loss)
        improved = val_loss < self.best_loss - self.min_delta
        if improved:
            self.best_loss, self.best_epoch = val_loss, self.epoch
            self.best_parameters = [array.copy() for array in parameters]
        self.wait = 0 if improved else self.wait + 1
        self.epoch += 1
        return not improved and self.wait >= self.patience
        # END SOLUTION
