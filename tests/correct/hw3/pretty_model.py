"""The model is a subclass whose history grows as arrays, and predict goes sample by sample."""


# === training.py
class OneByOne(Model):
    def predict(self, x):
        return [int(np.argmax(self.logits(row[None])[0])) for row in x]


_train = train


def train(x_train, y_train, x_val, y_val, seed):
    model = _train(x_train, y_train, x_val, y_val, seed)
    model.__class__ = OneByOne
    model.history = {name: np.array(values) for name, values in model.history.items()}
    return model
