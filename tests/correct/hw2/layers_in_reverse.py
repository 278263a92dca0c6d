"""The network is a linked list: every layer knows the next one."""


# === backprop.py
class Node:
    def __init__(self, layer, rest):
        self.layer, self.rest = layer, rest

    def forward(self, x, training):
        y = self.layer.forward(x, training)
        return self.rest.forward(y, training) if self.rest else y

    def backward(self, grad):
        return self.layer.backward(self.rest.backward(grad) if self.rest else grad)

    def all(self, *names):
        own = [getattr(self.layer, name) for name in names if hasattr(self.layer, "W")]
        return own + (self.rest.all(*names) if self.rest else [])


class Sequential:
    def __init__(self, layers):
        self.first = None
        for layer in reversed(list(layers)):
            self.first = Node(layer, self.first)

    def forward(self, x, training=False):
        return self.first.forward(x, training) if self.first else x

    def backward(self, grad):
        return self.first.backward(grad) if self.first else grad

    def parameters(self):
        return self.first.all("W", "b")

    def gradients(self):
        return self.first.all("dW", "db")


# === gradient_descent.py
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.settings = {"rate": learning_rate, "m": momentum}
        self.v = []

    def step(self, parameters, gradients):
        while len(self.v) < len(parameters):
            self.v.append(np.zeros_like(parameters[len(self.v)]))
        for position in range(len(parameters)):
            self.v[position] *= self.settings["m"]
            self.v[position] += gradients[position]
            parameters[position][...] -= self.settings["rate"] * self.v[position]
