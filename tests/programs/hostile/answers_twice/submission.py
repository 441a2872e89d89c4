# points: 50
# Answers right, then once more: from then on every answer belongs to another call.
# ruff: noqa

# <solution>

# <frames>


def sigmoid_gradient(z):
    value = sigmoid(z) * (1 - sigmoid(z))
    flat = np.ravel(value)
    send(result(number(float(value)) if np.ndim(value) == 0 else array(*flat)))
    return value
