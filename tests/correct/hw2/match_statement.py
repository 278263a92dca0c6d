"""match and walrus; parameters and gradients by the class of the layer."""


# === backprop.py
class Sequential(Sequential):
    def parameters(self):
        found = []
        for layer in self.layers:
            match layer:
                case Linear(W=W, b=b):
                    found += [W, b]
        return found

    def gradients(self):
        found = []
        for layer in self.layers:
            match layer:
                case Linear(dW=dW, db=db):
                    found.extend((dW, db))
        return found


class ReLU:
    def forward(self, x, training=False):
        return np.where(positive := np.asarray(x) > 0, x, 0.0) if self._note(x) else positive

    def _note(self, x):
        self.x = np.array(x)
        return True

    def backward(self, grad):
        return np.array([g if x > 0 else 0.0 for g, x in zip(grad.flat, self.x.flat)]).reshape(
            grad.shape
        )


# === gradient_descent.py
def gradient_descent(grad, w0, learning_rate, max_steps, tolerance=0.0):
    match w0:
        case np.ndarray():
            trajectory = [w0.astype(float)]
        case [*numbers]:
            trajectory = [np.array(numbers, dtype=float)]
    while len(trajectory) <= max_steps and np.hypot.reduce(g := grad(trajectory[-1])) > tolerance:
        trajectory += [trajectory[-1] - learning_rate * g]
    return np.stack(trajectory)
