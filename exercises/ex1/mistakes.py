"""Mistakes that people make in exercise 1: the solution with a line or two replaced."""

from exercises.grading.parts import Mistake

_ADD = "return 1 * above, 1 * above"
_MULTIPLY = "return y * above, x * above"
_RECIPROCAL = "return -1 / x**2 * above"
_EXP = "return np.exp(x) * above"
_TWICE = "df_dx = by_the_sum + straight"
_DW = "df_dw = np.array([x[0] * df_dz, x[1] * df_dz, df_dz])"
_DX = "df_dx = np.array([w[0] * df_dz, w[1] * df_dz])"
_SIGMOID = "return g * (1 - g) * above"
_PATHS = "paths = dJ_dh * dh_dz3 * dz3_da2 * da2_dz2 * dz2_dTheta"
_SUM = "return paths[0] + paths[1]"

_PRODUCT_GRAPH = [
    (
        "the factors of the product are exchanged: in f = q z, df/dq is z and df/dz is q",
        (("df_dq = z\n", "df_dq = q\n"), ("df_dz = q\n", "df_dz = z\n")),
    ),
    (
        "what comes from above is left out for x and y: multiply the local gradient 1 by df/dq",
        (("df_dx = 1 * df_dq", "df_dx = 1"), ("df_dy = 1 * df_dq", "df_dy = 1")),
    ),
    (
        "what comes from above is added to the local gradient: the chain rule multiplies",
        (("df_dx = 1 * df_dq", "df_dx = 1 + df_dq"), ("df_dy = 1 * df_dq", "df_dy = 1 + df_dq")),
    ),
    (
        "the local gradients of x + y are 1 and 1, not x and y",
        (("df_dx = 1 * df_dq", "df_dx = x * df_dq"), ("df_dy = 1 * df_dq", "df_dy = y * df_dq")),
    ),
    (
        "x and y get each other for a local gradient, as in a product: those of x + y are 1",
        (("df_dx = 1 * df_dq", "df_dx = y * df_dq"), ("df_dy = 1 * df_dq", "df_dy = x * df_dq")),
    ),
    (
        "f is x + y z: the sum comes first, (x + y) z",
        (("    f = q * z\n", "    f = x + y * z\n"),),
    ),
    (
        "df/dz is 1: the local gradient of a product is the other factor, here q",
        (("df_dz = q\n", "df_dz = 1\n"),),
    ),
]
_ADD_BACKWARD = [
    (
        "these are the local gradients alone: multiply them by what comes from above",
        ((_ADD, "return 1, 1"),),
    ),
    (
        "the gradient is shared out in halves: a sum passes the whole of it to each input",
        ((_ADD, "return above / 2, above / 2"),),
    ),
    (
        "the inputs are multiplied in: the local gradients of a sum are 1, whatever x and y are",
        ((_ADD, "return x * above, y * above"),),
    ),
    (
        "each input is multiplied by the other, as in a product: those of a sum have 1",
        ((_ADD, "return y * above, x * above"),),
    ),
    (
        "what comes from above is added to 1: the chain rule multiplies",
        ((_ADD, "return 1 + above, 1 + above"),),
    ),
]
_MULTIPLY_BACKWARD = [
    (
        "the factors are exchanged: the local gradient of x is y, and that of y is x",
        ((_MULTIPLY, "return x * above, y * above"),),
    ),
    (
        "these are the local gradients alone: multiply them by what comes from above",
        ((_MULTIPLY, "return y, x"),),
    ),
    (
        "what comes from above is added to the local gradients: the chain rule multiplies",
        ((_MULTIPLY, "return y + above, x + above"),),
    ),
    (
        "both inputs get x y above: the local gradient is the other factor alone",
        ((_MULTIPLY, "return x * y * above, x * y * above"),),
    ),
    (
        "the gradient is passed on as it is, as by a sum: multiply it by the other factor",
        ((_MULTIPLY, "return above, above"),),
    ),
]
_RECIPROCAL_BACKWARD = [
    (
        "the minus is missing: the local gradient of 1/x is -1/x^2",
        ((_RECIPROCAL, "return 1 / x**2 * above"),),
    ),
    (
        "this is the local gradient alone: multiply it by what comes from above",
        ((_RECIPROCAL, "return -1 / x**2"),),
    ),
    (
        "the square is missing: the local gradient of 1/x is -1/x^2",
        ((_RECIPROCAL, "return -1 / x * above"),),
    ),
    (
        "1/x itself is the factor: its local gradient is -1/x^2",
        ((_RECIPROCAL, "return 1 / x * above"),),
    ),
    (
        "the square stands on the wrong side, -x^2 above: the local gradient of 1/x is -1/x^2",
        ((_RECIPROCAL, "return -(x**2) * above"),),
    ),
    (
        "the local gradient is divided by what comes from above: it is multiplied, -1/x^2 above",
        ((_RECIPROCAL, "return -1 / x**2 / above"),),
    ),
]
_EXP_BACKWARD = [
    (
        "this is the local gradient alone: multiply it by what comes from above",
        ((_EXP, "return np.exp(x)"),),
    ),
    (
        "exp is differentiated like a power, x exp(x - 1): its local gradient is exp(x) itself",
        ((_EXP, "return x * np.exp(x - 1) * above"),),
    ),
    (
        "x stands for the local gradient: that of exp(x) is exp(x) itself",
        ((_EXP, "return x * above"),),
    ),
    (
        "the local gradient is multiplied by x as well: that of exp(x) is exp(x) itself",
        ((_EXP, "return x * np.exp(x) * above"),),
    ),
    (
        "the gradient is passed on as it is: multiply it by the local gradient, exp(x)",
        ((_EXP, "return above"),),
    ),
    (
        "exp is taken of -x: the local gradient of exp(x) is exp(x)",
        ((_EXP, "return np.exp(-x) * above"),),
    ),
]
_USED_TWICE = [
    (
        "x goes two ways to f, and only the straight one counts: add the one through the sum",
        ((_TWICE, "df_dx = straight"),),
    ),
    (
        "x goes two ways to f, and only the one through the sum counts: add the straight one",
        ((_TWICE, "df_dx = by_the_sum"),),
    ),
    (
        "the gradients of the two ways of x are multiplied: along a way gradients are "
        "multiplied, but the ways are added",
        ((_TWICE, "df_dx = by_the_sum * straight"),),
    ),
    (
        "the gradients of the two ways of x are averaged: they are added",
        ((_TWICE, "df_dx = (by_the_sum + straight) / 2"),),
    ),
    (
        "the way through the sum lacks what comes from above: df/dq = x",
        (("by_the_sum = 1 * x", "by_the_sum = 1"),),
    ),
    (
        "the factors of the product are exchanged: df/dq is x, and straight to x it is q",
        (
            ("by_the_sum = 1 * x", "by_the_sum = q"),
            ("straight = q\n", "straight = x\n"),
            ("df_dy = x\n", "df_dy = q\n"),
        ),
    ),
    (
        "df/dy lacks what comes from above: df/dq = x",
        (("df_dy = x\n", "df_dy = 1\n"),),
    ),
]
_NEURON = [
    (
        "the gradients of w and x have the wrong sign: two nodes turn it round, 1/d with its "
        "-1/d^2 and the factor -1",
        (("df_dd = -1 / d**2", "df_dd = 1 / d**2"),),
    ),
    (
        "the gradient of exp is left out: df/dn = [e] x [df/de]",
        (("df_dn = e * df_de", "df_dn = df_de"),),
    ),
    (
        "exp(z) stands for the gradient of exp: the node's input is n = -z, so it is e = exp(-z)",
        (("df_dn = e * df_de", "df_dn = np.exp(z) * df_de"),),
    ),
    (
        "exp passes its local gradient on alone, without what comes from above: [e] x [df/de]",
        (("df_dn = e * df_de", "df_dn = e"),),
    ),
    (
        "the square in -1/d^2 is missing",
        (("df_dd = -1 / d**2", "df_dd = -1 / d"),),
    ),
    (
        "the reciprocal is taken of e in place of d: df/dd = -1/d^2",
        (("df_dd = -1 / d**2", "df_dd = -1 / e**2"),),
    ),
    (
        "w and x are exchanged: df/dw0 = [x0] x [df/dz], and df/dx0 = [w0] x [df/dz]",
        (
            (_DW, "df_dw = np.array([w[0] * df_dz, w[1] * df_dz, df_dz])"),
            (_DX, "df_dx = np.array([x[0] * df_dz, x[1] * df_dz])"),
        ),
    ),
    (
        "w and x get their local gradients alone: multiply them by what comes from above, df/dz",
        (
            (_DW, "df_dw = np.array([x[0], x[1], 1])"),
            (_DX, "df_dx = np.array([w[0], w[1]])"),
        ),
    ),
    (
        "w2 is added, not multiplied by anything: df/dw2 = [1] x [df/dz]",
        ((_DW, _DW.replace(", df_dz]", ", w[2] * df_dz]")),),
    ),
    (
        "df/dw2 is 1: what comes from above is left out, df/dw2 = [1] x [df/dz]",
        ((_DW, _DW.replace(", df_dz]", ", 1]")),),
    ),
    (
        "df/dw2 is 0: w2 is added to z, so its gradient is [1] x [df/dz]",
        ((_DW, _DW.replace(", df_dz]", ", 0]")),),
    ),
    (
        "the minus in exp(-z) is missing",
        (("n = -z", "n = z"), ("df_dz = -1 * df_dn", "df_dz = df_dn")),
    ),
    (
        "w2 is left out of z",
        (("z = s + w[2]", "z = s"),),
    ),
    (
        "the bias is taken to be w0: here it is w2, the last",
        (
            ("p0 = w[0] * x[0]", "p0 = w[1] * x[0]"),
            ("p1 = w[1] * x[1]", "p1 = w[2] * x[1]"),
            ("z = s + w[2]", "z = s + w[0]"),
            (_DW, "df_dw = np.array([df_dz, x[0] * df_dz, x[1] * df_dz])"),
            (_DX, "df_dx = np.array([w[1] * df_dz, w[2] * df_dz])"),
        ),
    ),
]
_SIGMOID_BACKWARD = [
    (
        "this is the local gradient alone: multiply it by what comes from above",
        ((_SIGMOID, "return g * (1 - g)"),),
    ),
    (
        "g' is taken of a instead of z: the argument is z, so g(z) comes first",
        (("g = sigmoid(z)\n    return g", "g = z\n    return g"),),
    ),
    (
        "g(z) stands for its own gradient: that is g(z) (1 - g(z))",
        ((_SIGMOID, "return g * above"),),
    ),
    (
        "the sign is that of g (g - 1): it is g(z) (1 - g(z))",
        ((_SIGMOID, "return g * (g - 1) * above"),),
    ),
    (
        "this is the gradient of tanh, 1 - g^2: the sigmoid's is g(z) (1 - g(z))",
        ((_SIGMOID, "return (1 - g**2) * above"),),
    ),
    (
        "1 - g(z) alone is the factor: it is g(z) (1 - g(z))",
        ((_SIGMOID, "return (1 - g) * above"),),
    ),
    (
        "what comes from above goes through the sigmoid: it is a factor behind g(z) (1 - g(z))",
        ((_SIGMOID, "return g * (1 - g) * sigmoid(above)"),),
    ),
]
_WEIGHT_GRADIENT = [
    (
        "only the path through output 1 counts: hidden unit 1 feeds both outputs, so add the "
        "path through output 2",
        ((_SUM, "return paths[0]"),),
    ),
    (
        "only the path through output 2 counts: hidden unit 1 feeds both outputs, so add the "
        "path through output 1",
        ((_SUM, "return paths[1]"),),
    ),
    (
        "the two paths are multiplied: along a path the factors are multiplied, but the paths "
        "are added",
        ((_SUM, "return paths[0] * paths[1]"),),
    ),
    ("the two paths are averaged: they are added", ((_SUM, "return np.mean(paths)"),)),
    (
        "the factor dh_k/dz(3)_k = h_k (1 - h_k) is left out",
        ((_PATHS, _PATHS.replace("dh_dz3 * ", "")),),
    ),
    (
        "the factor dz(3)_k/da(2)_1 = Theta(2)_k1 is left out",
        ((_PATHS, _PATHS.replace("dz3_da2 * ", "")),),
    ),
    (
        "the factor da(2)_1/dz(2)_1 = a(2)_1 (1 - a(2)_1) is left out",
        ((_PATHS, _PATHS.replace("da2_dz2 * ", "")),),
    ),
    (
        "the factor x_1 is left out: this is the derivative by the bias, Theta(1)_10",
        ((_PATHS, _PATHS.replace(" * dz2_dTheta", "")),),
    ),
    (
        "the factor x_2 stands for x_1: this is the derivative by Theta(1)_12",
        (("dz2_dTheta = x[0]", "dz2_dTheta = x[1]"),),
    ),
    (
        "z stands for a in a (1 - a): da(2)_1/dz(2)_1 = a(2)_1 (1 - a(2)_1)",
        (("da2_dz2 = a2[0] * (1 - a2[0])", "da2_dz2 = z2[0] * (1 - z2[0])"),),
    ),
    (
        "g' is taken of a(2) in place of z(2): it is a(2)_1 (1 - a(2)_1)",
        (
            (
                "da2_dz2 = a2[0] * (1 - a2[0])",
                "da2_dz2 = sigmoid(a2[0]) * (1 - sigmoid(a2[0]))",
            ),
        ),
    ),
    (
        "column 0 of Theta(2) holds the biases: Theta(2)_k1 is column 1",
        (("dz3_da2 = Theta2[:, 1]", "dz3_da2 = Theta2[:, 0]"),),
    ),
    (
        "a row of Theta(2) is taken, the weights that enter output 1: those that leave hidden "
        "unit 1 are a column",
        (("dz3_da2 = Theta2[:, 1]", "dz3_da2 = Theta2[0, 1:]"),),
    ),
    (
        "this is the way through hidden unit 2, dJ/dTheta(1)_21: take Theta2[:, 1] and a2[0]",
        (
            ("dz3_da2 = Theta2[:, 1]", "dz3_da2 = Theta2[:, 2]"),
            ("da2_dz2 = a2[0] * (1 - a2[0])", "da2_dz2 = a2[1] * (1 - a2[1])"),
        ),
    ),
    (
        "the weights that leave hidden unit 2 are taken: Theta(2)_k1 is column 1",
        (("dz3_da2 = Theta2[:, 1]", "dz3_da2 = Theta2[:, 2]"),),
    ),
    (
        "the sign is wrong: dJ/dh_k dh_k/dz(3)_k makes h - y, not y - h",
        (("dJ_dh = -y / h + (1 - y) / (1 - h)", "dJ_dh = y / h - (1 - y) / (1 - h)"),),
    ),
    (
        "dJ/dh_k is h - y, that of a squared error (or g' is counted twice): the cross entropy "
        "has -y/h + (1 - y)/(1 - h), which becomes h - y when it meets h (1 - h)",
        (("dJ_dh = -y / h + (1 - y) / (1 - h)", "dJ_dh = h - y"),),
    ),
    (
        "only the term with y = 1 is differentiated: (1 - y)/(1 - h) is missing",
        (("dJ_dh = -y / h + (1 - y) / (1 - h)", "dJ_dh = -y / h"),),
    ),
    (
        "the bias unit is left out on the way forward: z(2) = Theta(1) [1; x], z(3) likewise",
        (
            ("z2 = Theta1 @ np.append(1, x)", "z2 = Theta1[:, 1:] @ x"),
            ("z3 = Theta2 @ np.append(1, a2)", "z3 = Theta2[:, 1:] @ a2"),
        ),
    ),
    (
        "the bias unit stands at the end: it comes first, [1; x], as column 0 of Theta does",
        (
            ("z2 = Theta1 @ np.append(1, x)", "z2 = Theta1 @ np.append(x, 1)"),
            ("z3 = Theta2 @ np.append(1, a2)", "z3 = Theta2 @ np.append(a2, 1)"),
        ),
    ),
    (
        "the sigmoid is missing in the hidden layer: a(2) = g(z(2))",
        (("a2 = sigmoid(z2)", "a2 = z2"),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("product_graph", _PRODUCT_GRAPH),
        ("add_backward", _ADD_BACKWARD),
        ("multiply_backward", _MULTIPLY_BACKWARD),
        ("reciprocal_backward", _RECIPROCAL_BACKWARD),
        ("exp_backward", _EXP_BACKWARD),
        ("used_twice", _USED_TWICE),
        ("neuron", _NEURON),
        ("sigmoid_backward", _SIGMOID_BACKWARD),
        ("weight_gradient", _WEIGHT_GRADIENT),
    )
    for say, changes in of_part
]
