"""Python as in 2005: class C(object), %, while, own dot product, no keepdims."""


# === backprop.py
def softmax_backward(grad_probs, probs):
    sums = np.sum(np.multiply(grad_probs, probs), 1)
    sums = np.reshape(sums, (len(sums), 1))
    return np.multiply(probs, np.subtract(grad_probs, sums))


class Linear(object):
    def __init__(self, n_in, n_out, rng):
        self.n_in, self.n_out = n_in, n_out
        self.W = np.reshape(rng.normal(0.0, np.sqrt(2.0 / n_in), n_in * n_out), (n_in, n_out))
        self.b = np.zeros(n_out, "d")

    def forward(self, x, training=False):
        self.x = np.array(x, "d")
        ones = np.ones((len(x), 1))
        return np.dot(np.hstack((self.x, ones)), np.vstack((self.W, self.b)))

    def backward(self, grad):
        ones = np.ones((len(self.x), 1))
        both = np.dot(np.transpose(np.hstack((self.x, ones))), grad)
        self.dW, self.db = both[:-1], both[-1]
        return np.dot(grad, np.transpose(self.W))


class Sequential(object):
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x, training=False):
        i = 0
        while i < len(self.layers):
            x = self.layers[i].forward(x, training)
            i = i + 1
        return x

    def backward(self, grad):
        i = len(self.layers) - 1
        while i >= 0:
            grad = self.layers[i].backward(grad)
            i = i - 1
        return grad

    def parameters(self):
        result = []
        for layer in self.layers:
            if "W" in dir(layer):
                result.append(layer.W)
                result.append(layer.b)
        return result

    def gradients(self):
        result = []
        for layer in self.layers:
            if "W" in dir(layer):
                result.append(layer.dW)
                result.append(layer.db)
        return result
