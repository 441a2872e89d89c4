"""Mistakes that people make in exercise 3: the solution with a line or two replaced."""

from exercises.grading.parts import Mistake

_RAVEL = 'columns.append(Theta.ravel(order="F"))'
_THETAS = "for Theta in thetas:"
_JOIN = "return np.concatenate(columns)"
_PAIRS = "for s_in, s_out in zip(network, network[1:]):"
_STOP = "stop = start + s_out * (s_in + 1)"
_CUT = 'Theta = theta_vec[start:stop].reshape((s_out, s_in + 1), order="F")'
_KEEP_THETA = "thetas.append(Theta)"
_NEXT = "        start = stop\n"
_RETURN_THETAS = "    return thetas\n"
_ONES = "return np.column_stack([np.ones(m), A])"
_A1 = "    a = X\n"
_LAYERS = "for Theta in reshape_params(theta_vec, network):"
_Z = "z = add_bias(a) @ Theta.T"
_A = "a = sigmoid(z)"
_KEEP = "activations.append(a)"
_ACTIVATIONS = "return activations\n"
_Y0 = "Y = np.zeros((m, K))"
_Y1 = "Y[np.arange(m), y] = 1"
_Y = "return Y\n"
_H = "h = forward_propagate(theta_vec, network, X)[-1]"
_CLASS = "return np.argmax(h, axis=1)"
_RIGHT = "right = predict(theta_vec, network, X) == y"
_MEAN = "return np.mean(right)"
_AT_THE_OUTPUT = "if len(activations) == len(network) - 1 else"

_UNROLL = [
    (
        "the matrices are unrolled row by row: Octave's Theta(:) goes column by column, order='F'",
        ((_RAVEL, "columns.append(Theta.ravel())"),),
    ),
    (
        "the last Theta stands first: the order is Theta1, Theta2, ...",
        ((_THETAS, "for Theta in thetas[::-1]:"),),
    ),
    (
        "the bias columns are left out: all of each Theta is unrolled, column 0 too",
        ((_RAVEL, 'columns.append(Theta[:, 1:].ravel(order="F"))'),),
    ),
    (
        "each bias column stands after the weights: it is column 0, so it comes first",
        ((_RAVEL, 'columns.append(np.roll(Theta, -1, axis=1).ravel(order="F"))'),),
    ),
    (
        "the biases of all layers stand together: unroll one whole Theta after the other",
        (
            (_RAVEL, 'columns.append(Theta[:, 1:].ravel(order="F"))'),
            (_JOIN, "return np.concatenate([Theta[:, 0] for Theta in thetas] + columns)"),
        ),
    ),
    (
        "only Theta1 is unrolled: there are as many as the list is long",
        ((_THETAS, "for Theta in thetas[:1]:"),),
    ),
    (
        "only Theta1 and Theta2 are unrolled: there are as many as the list is long",
        ((_THETAS, "for Theta in thetas[:2]:"),),
    ),
    (
        "the matrices are unrolled but not joined: np.concatenate makes one vector of them",
        ((_JOIN, "return columns"),),
    ),
    (
        "the numbers are right, but in a column: theta_vec is a vector, of shape (n,)",
        ((_JOIN, "return np.concatenate(columns).reshape(-1, 1)"),),
    ),
]
_RESHAPE = [
    (
        "the vector fills each Theta row by row: Octave's order is column by column, order='F'",
        ((_CUT, _CUT.replace(', order="F"', "")),),
    ),
    (
        "Theta is transposed: one row for each unit it feeds, (s_out, s_in + 1)",
        ((_CUT, "Theta = theta_vec[start:stop].reshape((s_in + 1, s_out))"),),
    ),
    (
        "Theta is transposed, and its numbers mixed up: the shape is (s_out, s_in + 1), one row "
        "for each unit that it feeds",
        ((_CUT, _CUT.replace("(s_out, s_in + 1)", "(s_in + 1, s_out)")),),
    ),
    (
        "the bias column is forgotten: Theta has s_in + 1 columns",
        ((_STOP, "stop = start + s_out * s_in"), (_CUT, _CUT.replace("s_in + 1", "s_in"))),
    ),
    (
        "the bias column is cut off: Theta keeps its column 0",
        ((_KEEP_THETA, "thetas.append(Theta[:, 1:])"),),
    ),
    (
        "every Theta is cut from the beginning of the vector: each starts where the one before "
        "ended",
        ((_NEXT, ""),),
    ),
    (
        "right up to Theta2, but from Theta3 on the start is wrong: it is the sum of the lengths "
        "of all before it",
        ((_NEXT, "        start = s_out * (s_in + 1)\n"),),
    ),
    (
        "Theta1 and Theta2 are swapped in the list: the input's comes first",
        ((_RETURN_THETAS, "    return thetas[::-1]\n"),),
    ),
    (
        "the last Theta is cut from the beginning of the vector: Theta1 lies first in it",
        (
            (_PAIRS, "for s_in, s_out in reversed(list(zip(network, network[1:]))):"),
            (_KEEP_THETA, "thetas.insert(0, Theta)"),
        ),
    ),
    (
        "only Theta1 is returned: the return stands inside the loop",
        ((_RETURN_THETAS, "        return thetas\n"),),
    ),
    (
        "there are only Theta1 and Theta2: a network may have more layers, or fewer",
        ((_RETURN_THETAS, "    return thetas[:2]\n"),),
    ),
]
_ADD_BIAS = [
    (
        "the column of ones stands at the end: it is column 0, as the bias is in Theta",
        ((_ONES, "return np.column_stack([A, np.ones(m)])"),),
    ),
    (
        "the column is of zeros: the bias unit is 1",
        ((_ONES, _ONES.replace("ones", "zeros")),),
    ),
    (
        "a row of ones stands on top: examples are rows, so the unit is a column",
        ((_ONES, "return np.vstack([np.ones(A.shape[1]), A])"),),
    ),
    (
        "the first column is overwritten: the ones are a column more",
        ((_ONES, "return np.column_stack([np.ones(m), A[:, 1:]])"),),
    ),
    (
        "the result is one long vector: np.insert needs axis=1",
        ((_ONES, "return np.insert(A, 0, 1)"),),
    ),
    ("1 is added to every number: it is a column more", ((_ONES, "return A + 1"),)),
    ("this is the column of ones alone: A goes on its right", ((_ONES, "return np.ones((m, 1))"),)),
]

_FORWARD = [
    (
        "the activations are returned with their bias columns: add them on the way, and return "
        "a1, a2, ... without",
        ((_ACTIVATIONS, "return [add_bias(a) for a in activations[:-1]] + activations[-1:]\n"),),
    ),
    (
        "a1 is returned with its bias column: it is X as it came",
        ((_ACTIVATIONS, "return [add_bias(X)] + activations[1:]\n"),),
    ),
    (
        "the hidden layers are returned with their bias columns: add them on the way, and return "
        "a2, ... without",
        (
            (
                _ACTIVATIONS,
                "return [X] + [add_bias(a) for a in activations[1:-1]] + activations[-1:]\n",
            ),
        ),
    ),
    (
        "all activations are returned with a bias column, even the output: return them without",
        ((_ACTIVATIONS, "return [add_bias(a) for a in activations]\n"),),
    ),
    ("a1 is missing from the list: it is X", ((_ACTIVATIONS, "return activations[1:]\n"),)),
    (
        "the output is missing from the list: there is one activation more than there are Thetas",
        ((_ACTIVATIONS, "return activations[:-1]\n"),),
    ),
    (
        "only the output is returned: the list has all the activations, [a1, a2, ..., aL]",
        ((_ACTIVATIONS, "return a\n"),),
    ),
    ("the list has z in it: it should have a = g(z)", ((_KEEP, "activations.append(z)"),)),
    (
        "the activations are transposed: one row an example, one column a unit",
        ((_ACTIVATIONS, "return [a.T for a in activations]\n"),),
    ),
    (
        "all activations but X are transposed: one row an example, one column a unit",
        ((_ACTIVATIONS, "return [X] + [a.T for a in activations[1:]]\n"),),
    ),
    (
        "the hidden layers have no bias unit: put a column of ones in front of a2 too",
        ((_Z, "z = a @ Theta[:, 1:].T + (Theta[:, 0] if a is X else 0)"),),
    ),
    (
        "a1 has no bias unit: put a column of ones in front of X",
        ((_Z, "z = a @ Theta[:, 1:].T + (0 if a is X else Theta[:, 0])"),),
    ),
    (
        "no layer has a bias unit: put a column of ones in front of every a before its Theta",
        ((_Z, "z = a @ Theta[:, 1:].T"),),
    ),
    (
        "the column of ones stands at the end: the bias is column 0",
        ((_Z, "z = np.column_stack([a, np.ones(len(a))]) @ Theta.T"),),
    ),
    (
        "the bias unit goes through the sigmoid as well: put the ones in front after g",
        (
            (
                _Z,
                "one = 1 if a is X else sigmoid(1)\n"
                "        z = np.column_stack([np.full(len(a), one), a]) @ Theta.T",
            ),
        ),
    ),
    (
        "the sigmoid is missing in the hidden layers: a2 = g(z2)",
        ((_A, f"a = sigmoid(z) {_AT_THE_OUTPUT} z"),),
    ),
    (
        "the sigmoid is missing at the output: h = g(z) there too",
        ((_A, f"a = z {_AT_THE_OUTPUT} sigmoid(z)"),),
    ),
    ("the sigmoid is missing in every layer: a = g(z)", ((_A, "a = z"),)),
    (
        "the sigmoid is taken twice at the output",
        ((_A, f"a = sigmoid(sigmoid(z)) {_AT_THE_OUTPUT} sigmoid(z)"),),
    ),
    ("X goes through the sigmoid: a1 is X as it came", ((_A1, "    a = sigmoid(X)\n"),)),
    (
        "the output is a softmax: here every output is a sigmoid of its own",
        (
            (
                _A,
                f"a = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) {_AT_THE_OUTPUT} sigmoid(z)",
            ),
        ),
    ),
    ("the units are tanh: here every unit is a sigmoid", ((_A, "a = np.tanh(z)"),)),
]
_DEEP = [
    (
        "it stops after Theta2: go through all that reshape_params returns, one after the other",
        ((_LAYERS, "for Theta in reshape_params(theta_vec, network)[:2]:"),),
    ),
]
_ONE_HOT = [
    (
        "Y is transposed: one row an example, one column a class",
        ((_Y, "return Y.T\n"),),
    ),
    (
        "classes are counted from 1, so class 0 lands in the last column: class k is column k",
        ((_Y1, "Y[np.arange(m), y - 1] = 1"),),
    ),
    (
        "classes are counted from 1, and class 0 gets no 1 at all: class k is column k, from 0",
        ((_Y, "return np.roll(Y, -1, axis=1) * (y[:, None] > 0)\n"),),
    ),
    (
        "every class is one column too far to the right: class k is column k, counted from 0",
        ((_Y1, "Y[np.arange(m), (y + 1) % K] = 1"),),
    ),
    (
        "there is a column too many: K classes are 0..K-1",
        ((_Y0, "Y = np.zeros((m, K + 1))"),),
    ),
    (
        "there are as many columns as the largest label needs: there should be K, whatever "
        "labels are there",
        ((_Y0, "Y = np.zeros((m, y.max() + 1))"),),
    ),
    (
        "whole columns are set to 1, Y[:, y]: give each row its own label, Y[np.arange(m), y]",
        ((_Y1, "Y[:, y] = 1"),),
    ),
    (
        "the label itself stands where a 1 should",
        ((_Y1, "Y[np.arange(m), y] = y"),),
    ),
    ("0 and 1 are exchanged: the 1 marks the class", ((_Y, "return 1 - Y\n"),)),
    ("there is -1 where 0 should be", ((_Y, "return 2 * Y - 1\n"),)),
]
_PREDICT = [
    (
        "the argmax goes down the columns: it goes along each row, axis=1",
        ((_CLASS, "return np.argmax(h, axis=0)"),),
    ),
    (
        "the argmax is over the whole matrix: there is one for each row, axis=1",
        ((_CLASS, "return np.argmax(h)"),),
    ),
    (
        "classes are counted from 1, as Octave's max does: class k is output unit k, from 0",
        ((_CLASS, "return np.argmax(h, axis=1) + 1"),),
    ),
    (
        "class 0 is called K, as the course does with the digit zero: here it is 0",
        (
            (
                _CLASS,
                "classes = np.argmax(h, axis=1)\n    return np.where(classes, classes, len(h[0]))",
            ),
        ),
    ),
    (
        "the digit zero is sent to the wrong unit: class k is output unit k, with no 1 added",
        ((_CLASS, "return (np.argmax(h, axis=1) + 1) % h.shape[1]"),),
    ),
    (
        "this is the smallest output's number: it is the largest",
        ((_CLASS, "return np.argmin(h, axis=1)"),),
    ),
    (
        "this is the largest output itself: its number is asked for, argmax and not max",
        ((_CLASS, "return np.max(h, axis=1)"),),
    ),
    (
        "these are all the outputs: the class is the number of the largest",
        ((_CLASS, "return h"),),
    ),
    (
        "each output is compared with 0.5: one class is asked for, that of the largest",
        ((_CLASS, "return np.where(h >= 0.5, 1, 0)"),),
    ),
    (
        "the class comes as a row of 0 and 1: its number is asked for, argmax",
        ((_CLASS, "return (h == h.max(axis=1, keepdims=True)) * 1"),),
    ),
    (
        "the largest of the hidden units is taken: it is that of the outputs, the list's last",
        ((_H, _H.replace("[-1]", "[1]")),),
    ),
    (
        "the classes are right, but in a column: return a vector, (m,), one number an example",
        ((_CLASS, "return np.argmax(h, axis=1).reshape(-1, 1)"),),
    ),
]
_ACCURACY = [
    ("this is a percentage: a fraction from 0 to 1 is asked for", ((_MEAN, _MEAN + " * 100"),)),
    ("this is how many are right: divide by m", ((_MEAN, "return np.sum(right)"),)),
    (
        "divided by the number of classes: divide by m, the number of examples",
        ((_MEAN, "return np.sum(right) / network[-1]"),),
    ),
    (
        "this is the fraction that is wrong: how many are right?",
        ((_MEAN, "return 1 - np.mean(right)"),),
    ),
    (
        "the result is 0 unless every prediction is right: divide with / and not //, and take the "
        "mean, not np.all",
        ((_MEAN, "return np.sum(right) // right.size"),),
    ),
    (
        "this says of each example whether it is right: take the mean",
        ((_MEAN, "return right"),),
    ),
    (
        "the predictions are counted from 1 in the comparison: both count from 0",
        ((_RIGHT, "right = predict(theta_vec, network, X) + 1 == y"),),
    ),
    (
        "this is the mean distance between the class numbers: count where they are equal, ==",
        ((_MEAN, "return np.mean(np.abs(predict(theta_vec, network, X) - y))"),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("unroll", _UNROLL),
        ("reshape_params", _RESHAPE),
        ("add_bias", _ADD_BIAS),
        ("forward", _FORWARD),
        ("deep", _DEEP),
        ("one_hot", _ONE_HOT),
        ("predict", _PREDICT),
        ("accuracy", _ACCURACY),
    )
    for say, changes in of_part
]
