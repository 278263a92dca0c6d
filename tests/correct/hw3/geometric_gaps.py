"""Dropout that draws the gaps between removed neurons, in the place of each neuron."""


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        self.mask = np.ones(x.shape)
        if training and self.p:
            flat, place = self.mask.reshape(-1), -1
            while True:
                place += self.rng.geometric(self.p)
                if place >= flat.size:
                    break
                flat[place] = 0
            self.mask = flat.reshape(x.shape) / (1 - self.p)
        return self.mask * x
