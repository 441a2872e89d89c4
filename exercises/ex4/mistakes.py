"""Mistakes that people make in exercise 4: the solution with a line or two replaced."""

from exercises.grading.parts import Mistake

_J = "J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m"
_A2 = "a2 = np.column_stack([np.ones(m), sigmoid(z2)])"
_Y = "Y = np.eye(K)[y]"
_SQUARES = "squares = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2)"
_PENALTY = "J = J + lambda_ / (2 * m) * squares"
_D1 = "D1[:, 1:] = D1[:, 1:] + lambda_ / m * Theta1[:, 1:]"
_D2 = "D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]"
_DELTA2 = "delta2 = (delta3 @ Theta2[:, 1:]) * sigmoid_gradient(z2)"
_UNROLL = 'grad_vec = np.concatenate([D1.ravel(order="F"), D2.ravel(order="F")])'
_ESTIMATE = "grad_approx[i] = (J(theta_plus, *args) - J(theta_minus, *args)) / (2 * epsilon)"

_COST = [
    ("1/m is missing in J: it is the mean over the examples", ((_J, _J.removesuffix(" / m")),)),
    ("the minus in front of J is missing", ((_J, _J.replace("-np", "np")),)),
    (
        "only the terms with y = 1 are summed: (1 - y) log(1 - h) is missing",
        ((_J, "J = -np.sum(Y * np.log(h)) / m"),),
    ),
    (
        "log h stands in both terms: the second is log(1 - h) (the slides have this misprint)",
        ((_J, _J.replace("np.log(1 - h)", "np.log(h)")),),
    ),
    (
        "h and 1 - h are exchanged: y goes with log h, and 1 - y with log(1 - h)",
        ((_J, "J = -np.sum(Y * np.log(1 - h) + (1 - Y) * np.log(h)) / m"),),
    ),
    (
        "the sum over the classes is divided by K too: only 1/m belongs in front",
        ((_J, _J + " / K"),),
    ),
    (
        "only the diagonal is summed, one class an example: the sum runs over all of Y * log(h)",
        ((_J, "J = -np.trace(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m"),),
    ),
    (
        "a whole matrix product is summed where only its diagonal counts: multiply element by "
        "element, Y * log(h)",
        ((_J, "J = -np.sum(Y.T @ np.log(h) + (1 - Y).T @ np.log(1 - h)) / m"),),
    ),
    (
        "the labels are off by one: class k is output unit k, counted from 0",
        ((_Y, "Y = np.eye(K)[y - 1]"),),
    ),
    (
        "the labels are off by one, the other way: class k is output unit k, counted from 0",
        ((_Y, "Y = np.eye(K)[(y + 1) % K]"),),
    ),
    (
        "a2 has no bias unit: put a column of ones in front before Theta2",
        ((_A2, "a2 = np.column_stack([np.zeros(m), sigmoid(z2)])"),),
    ),
    (
        "a1 has no bias unit: put a column of ones in front of X",
        (("a1 = np.column_stack([np.ones(m), X])", "a1 = np.column_stack([np.zeros(m), X])"),),
    ),
    (
        "the column of ones stands at the end: the bias is column 0",
        (
            ("a1 = np.column_stack([np.ones(m), X])", "a1 = np.column_stack([X, np.ones(m)])"),
            (_A2, "a2 = np.column_stack([sigmoid(z2), np.ones(m)])"),
        ),
    ),
    (
        "the sigmoid is missing in the hidden layer: a2 = g(z2)",
        ((_A2, "a2 = np.column_stack([np.ones(m), z2])"),),
    ),
    (
        "the bias unit goes through the sigmoid as well: put the ones in front after g",
        ((_A2, "a2 = sigmoid(np.column_stack([np.ones(m), z2]))"),),
    ),
    (
        "the output is a softmax: here every output is a sigmoid of its own",
        (("h = sigmoid(z3)", "h = np.exp(z3) / np.exp(z3).sum(axis=1, keepdims=True)"),),
    ),
    (
        "theta_vec is cut up row by row: Octave's order is column by column, order='F'",
        (
            (
                'thetas.append(theta_vec[start:stop].reshape(s_out, s_in + 1, order="F"))',
                "thetas.append(theta_vec[start:stop].reshape(s_out, s_in + 1))",
            ),
        ),
    ),
    (
        "the squared error is computed: this cost is the cross entropy",
        ((_J, "J = np.sum((h - Y) ** 2) / (2 * m)"),),
    ),
]
_REGULARISED_COST = [
    (
        "lambda is not in J at all: add lambda/(2m) times the squares of the weights",
        ((_PENALTY, "J = J"),),
    ),
    ("lambda/m stands in J for lambda/(2m)", ((_PENALTY, "J = J + lambda_ / m * squares"),)),
    (
        "lambda/2 stands in J for lambda/(2m): that is the weight decay of the other notes",
        ((_PENALTY, "J = J + lambda_ / 2 * squares"),),
    ),
    (
        "the bias columns are regularised in J: leave out column 0 of both Thetas",
        ((_SQUARES, "squares = np.sum(Theta1**2) + np.sum(Theta2**2)"),),
    ),
    (
        "the bias column of Theta1 is regularised in J: leave out its column 0",
        ((_SQUARES, "squares = np.sum(Theta1**2) + np.sum(Theta2[:, 1:] ** 2)"),),
    ),
    (
        "the bias column of Theta2 is regularised in J: leave out its column 0",
        ((_SQUARES, "squares = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2**2)"),),
    ),
    (
        "the first row is left out of the penalty, not the first column: the bias is column 0",
        ((_SQUARES, "squares = np.sum(Theta1[1:] ** 2) + np.sum(Theta2[1:] ** 2)"),),
    ),
    (
        "only Theta1 is regularised in J: Theta2 counts too",
        ((_SQUARES, "squares = np.sum(Theta1[:, 1:] ** 2)"),),
    ),
    (
        "only Theta2 is regularised in J: Theta1 counts too",
        ((_SQUARES, "squares = np.sum(Theta2[:, 1:] ** 2)"),),
    ),
    (
        "the weights themselves are summed in the penalty: it is their squares",
        ((_SQUARES, "squares = np.sum(Theta1[:, 1:]) + np.sum(Theta2[:, 1:])"),),
    ),
    (
        "the sum of the weights is squared: square first, then sum",
        ((_SQUARES, "squares = np.sum(Theta1[:, 1:]) ** 2 + np.sum(Theta2[:, 1:]) ** 2"),),
    ),
    ("the penalty is subtracted: it is added", ((_PENALTY, _PENALTY.replace("J +", "J -")),)),
]
_SIGMOID_GRADIENT = [
    (
        "g' is taken of a instead of z: the argument is z, so g(z) comes first",
        (("g = sigmoid(z)\n", "g = z\n"),),
    ),
    ("this is g itself: its derivative is g(z) (1 - g(z))", (("return g * (1 - g)", "return g"),)),
    (
        "this is 1 - g(z)^2, the derivative of tanh: the sigmoid's is g(z) (1 - g(z))",
        (("return g * (1 - g)", "return 1 - g**2"),),
    ),
    (
        "the sign is that of g (g - 1): it is g(z) (1 - g(z))",
        (("return g * (1 - g)", "return g * (g - 1)"),),
    ),
    (
        "the sigmoid is taken twice: g(z) (1 - g(z)), and no g of it again",
        (("g = sigmoid(z)\n", "g = sigmoid(sigmoid(z))\n"),),
    ),
]
_GRADIENT = [
    (
        "1/m is missing in D: D = Delta / m",
        (("D1 = Delta1 / m", "D1 = Delta1"), ("D2 = Delta2 / m", "D2 = Delta2")),
    ),
    ("1/m is missing in D1 alone", (("D1 = Delta1 / m", "D1 = Delta1"),)),
    ("1/m is missing in D2 alone", (("D2 = Delta2 / m", "D2 = Delta2"),)),
    (
        "delta3 has the wrong sign: it is a3 - y, not y - a3",
        (("delta3 = h - Y", "delta3 = Y - h"),),
    ),
    (
        "delta3 is multiplied by g'(z3): with the cross entropy that cancels, delta3 = a3 - y",
        (("delta3 = h - Y", "delta3 = (h - Y) * sigmoid_gradient(z3)"),),
    ),
    (
        "g' is left out of delta2: multiply by sigmoid_gradient(z2), element by element (some "
        "slides leave it out)",
        ((_DELTA2, "delta2 = delta3 @ Theta2[:, 1:]"),),
    ),
    (
        "g' is taken of a2 instead of z2 in delta2",
        ((_DELTA2, _DELTA2.replace("(z2)", "(sigmoid(z2))")),),
    ),
    (
        "delta2 has g(z2) for a factor in place of g'(z2)",
        ((_DELTA2, _DELTA2.replace("sigmoid_gradient", "sigmoid")),),
    ),
    (
        "delta2 keeps the bias row: drop the first column of Theta2, which no hidden unit feeds",
        ((_DELTA2, "delta2 = (delta3 @ Theta2[:, :-1]) * sigmoid_gradient(z2)"),),
    ),
    (
        "a1 enters Delta1 without its bias: the first column of D1 is zero",
        (("Delta1 = delta2.T @ a1", "Delta1 = delta2.T @ (a1 * (np.arange(a1.shape[1]) > 0))"),),
    ),
    (
        "a2 enters Delta2 without its bias: the first column of D2 is zero",
        (("Delta2 = delta3.T @ a2", "Delta2 = delta3.T @ (a2 * (np.arange(a2.shape[1]) > 0))"),),
    ),
    (
        "z2 enters Delta2 in place of a2: Delta2 = delta3' a2",
        (("Delta2 = delta3.T @ a2", "Delta2 = delta3.T @ np.column_stack([np.ones(m), z2])"),),
    ),
    (
        "the gradients are unrolled row by row: Octave's D(:) goes column by column, order='F'",
        ((_UNROLL, "grad_vec = np.concatenate([D1.ravel(), D2.ravel()])"),),
    ),
    (
        "D2 stands before D1 in grad_vec: unroll them in the order of the Thetas",
        ((_UNROLL, 'grad_vec = np.concatenate([D2.ravel(order="F"), D1.ravel(order="F")])'),),
    ),
    (
        "only the last example counts: Delta is a sum over all of them",
        (
            ("Delta1 = delta2.T @ a1", "Delta1 = delta2[-1:].T @ a1[-1:]"),
            ("Delta2 = delta3.T @ a2", "Delta2 = delta3[-1:].T @ a2[-1:]"),
        ),
    ),
]
_REGULARISED_GRADIENT = [
    ("lambda is not in D at all: add lambda/m Theta, column 0 left out", ((_D1, ""), (_D2, ""))),
    ("lambda is missing in D1", ((_D1, ""),)),
    ("lambda is missing in D2", ((_D2, ""),)),
    (
        "the bias columns are regularised in D1 and D2: lambda/m belongs to columns 1.. only",
        ((_D1, "D1 = D1 + lambda_ / m * Theta1"), (_D2, "D2 = D2 + lambda_ / m * Theta2")),
    ),
    (
        "the bias column is regularised in D1: lambda/m belongs to columns 1.. only",
        ((_D1, "D1 = D1 + lambda_ / m * Theta1"),),
    ),
    (
        "the bias column is regularised in D2: lambda/m belongs to columns 1.. only",
        ((_D2, "D2 = D2 + lambda_ / m * Theta2"),),
    ),
    (
        "lambda stands in D without the m: it is lambda/m (a misprint on the slides)",
        ((_D1, _D1.replace(" / m", "")), (_D2, _D2.replace(" / m", ""))),
    ),
    (
        "lambda/(2m) stands in D for lambda/m: the 2 goes when the square is differentiated",
        ((_D1, _D1.replace("/ m", "/ (2 * m)")), (_D2, _D2.replace("/ m", "/ (2 * m)"))),
    ),
    (
        "lambda/m Theta is subtracted in D: it is added",
        ((_D1, _D1.replace("+", "-")), (_D2, _D2.replace("+", "-"))),
    ),
]
_NUMERICAL = [
    (
        "the difference is one-sided: (J(theta + eps) - J(theta - eps)) / (2 eps)",
        ((_ESTIMATE, "grad_approx[i] = (J(theta_plus, *args) - J(theta, *args)) / epsilon"),),
    ),
    (
        "the difference is one-sided, to the left: (J(theta + eps) - J(theta - eps)) / (2 eps)",
        ((_ESTIMATE, "grad_approx[i] = (J(theta, *args) - J(theta_minus, *args)) / epsilon"),),
    ),
    (
        "divided by eps in place of 2 eps",
        ((_ESTIMATE, _ESTIMATE.replace("(2 * epsilon)", "epsilon")),),
    ),
    (
        "the difference is reversed: J(theta + eps) comes first (one of the notes has it reversed)",
        (
            (
                _ESTIMATE,
                "grad_approx[i] = (J(theta_minus, *args) - J(theta_plus, *args)) / (2 * epsilon)",
            ),
        ),
    ),
    (
        "the division by 2 eps is missing",
        ((_ESTIMATE, "grad_approx[i] = J(theta_plus, *args) - J(theta_minus, *args)"),),
    ),
    (
        "theta is left perturbed: every theta_i must be put back before the next",
        (
            (
                "        theta_plus = theta.copy()\n        theta_minus = theta.copy()\n",
                "        if i == 0:\n"
                "            theta_plus, theta_minus = theta.copy(), theta.copy()\n",
            ),
        ),
    ),
    (
        "all parameters are moved at once: one partial derivative needs one theta_i moved",
        (
            ("theta_plus[i] = theta_plus[i] + epsilon", "theta_plus = theta_plus + epsilon"),
            ("theta_minus[i] = theta_minus[i] - epsilon", "theta_minus = theta_minus - epsilon"),
        ),
    ),
]
_RANDOM = [
    (
        "the weights are all zero: units of a layer would stay alike for ever",
        (
            (
                "return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))",
                "return np.zeros((fan_out, fan_in + 1))",
            ),
        ),
    ),
    (
        "the weights are all the same: units of a layer would stay alike for ever",
        (
            (
                "return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))",
                "return np.full((fan_out, fan_in + 1), epsilon)",
            ),
        ),
    ),
    (
        "the weights lie in [0, epsilon]: they should lie in [-epsilon, epsilon]",
        (("rng.uniform(-epsilon, epsilon,", "rng.uniform(0, epsilon,"),),
    ),
    (
        "the weights lie in [-epsilon/2, epsilon/2]: rand() * 2 epsilon - epsilon is twice as wide",
        (("rng.uniform(-epsilon, epsilon,", "rng.uniform(-epsilon / 2, epsilon / 2,"),),
    ),
    (
        "epsilon has no effect: the weights lie in [-1, 1]",
        (("rng.uniform(-epsilon, epsilon,", "rng.uniform(-1, 1,"),),
    ),
    (
        "the weights are normal with deviation epsilon: they should be uniform in "
        "[-epsilon, epsilon]",
        (("rng.uniform(-epsilon, epsilon,", "rng.normal(0, epsilon,"),),
    ),
    (
        "Theta is transposed: one row for each unit it feeds, (fan_out, fan_in + 1)",
        (("(fan_out, fan_in + 1))", "(fan_in + 1, fan_out))"),),
    ),
    (
        "the column of the biases is missing: Theta is (fan_out, fan_in + 1)",
        (("(fan_out, fan_in + 1))", "(fan_out, fan_in))"),),
    ),
    (
        "another seed gives the same weights: draw them from rng",
        (("rng = np.random.default_rng(rng)", "rng = np.random.default_rng(0)"),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("cost", _COST),
        ("regularised cost", _REGULARISED_COST),
        ("sigmoid_gradient", _SIGMOID_GRADIENT),
        ("gradient", _GRADIENT),
        ("regularised gradient", _REGULARISED_GRADIENT),
        ("compute_numerical_gradient", _NUMERICAL),
        ("rand_initialize_weights", _RANDOM),
    )
    for say, changes in of_part
]
