"""The same module with a mistake in each function: what the pages show is what these are told."""

import numpy as np


def mse(y_pred, y_true):
    return np.sum((y_pred - y_true) ** 2)


def mse_grad(y_pred, y_true):
    return 2 * (y_true - y_pred) / y_pred.size


def softmax(z):
    with np.errstate(all="ignore"):
        np.exp(z, out=z)
        return z / np.sum(z)


def loudness(x):
    return np.sqrt(np.mean(x**2, dtype=float))


def best_constant(y):
    return np.mean(y, axis=0)


def clip_all(grads, limit):
    for index, grad in enumerate(grads):
        grads[index] = np.clip(grad, -limit, limit)
    return grads


def words(text):
    return text.split()


def greet(name):
    print("Hello,", name)


def ask_age():
    age = int(input("How old are you? "))
    print("In ten years you will be", age + 10)


def save_squares(count):
    with open("squares.txt", "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(f"{number**2}\n")
