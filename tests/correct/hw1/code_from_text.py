"""Functions made of text by exec, as a tool that writes code would."""

# === losses.py
_TEMPLATE = """
def {name}(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return {formula}
"""

for _name, _formula in {
    "mae": "abs(y_pred - y_true).mean()",
    "mae_grad": "((y_pred > y_true).astype(float) - (y_pred < y_true)) / y_pred.size",
    "mse": "((y_pred - y_true) ** 2).mean()",
    "mse_grad": "(y_pred - y_true) / (0.5 * y_pred.size)",
}.items():
    exec(_TEMPLATE.format(name=_name, formula=_formula))
