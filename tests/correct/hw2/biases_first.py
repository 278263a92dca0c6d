"""Parameters and gradients with all biases first, as tuples; SGD by position all the same."""


# === backprop.py
class Sequential(Sequential):
    def parameters(self):
        linear = [layer for layer in self.layers if isinstance(layer, Linear)]
        return tuple([layer.b for layer in linear] + [layer.W for layer in linear])

    def gradients(self):
        linear = [layer for layer in self.layers if isinstance(layer, Linear)]
        return tuple([layer.db for layer in linear] + [layer.dW for layer in linear])


# === gradient_descent.py
class SGD(SGD):
    def step(self, parameters, gradients):
        self.velocities = self.velocities or {}
        for i, (w, g) in enumerate(zip(parameters, gradients)):
            v = self.velocities.get(i, 0.0) * self.momentum + g
            self.velocities[i] = v
            np.subtract(w, self.learning_rate * v, out=w)
