"""einsum, trace and matrix products for penalties and statistics."""


# === regularization.py
def l1_penalty(weights, lam):
    weights = [w.ravel().astype(float) for w in weights]
    return lam * sum(float(np.einsum("i,i->", w, np.sign(w))) for w in weights)


def l2_penalty(weights, lam):
    weights = [w.ravel().astype(float) for w in weights]
    return lam * float(sum(np.einsum("i,i->", w, w) for w in weights))


# === splits.py
def standardize(train, *others):
    n = len(train)
    mean = np.full(n, 1 / n) @ train
    centred = train - mean
    variance = np.einsum("ij,ij->j", centred, centred) / n
    divisor = np.ones(train.shape[1])
    moving = train.max(0) != train.min(0)
    divisor[moving] = np.sqrt(variance[moving])
    return (centred / divisor, *((x - mean) / divisor for x in others))


# === dropout.py
class Dropout(Dropout):
    def backward(self, grad):
        return np.einsum("ij,ij->ij", grad, self.mask)
