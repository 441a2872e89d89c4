"""Mistakes that people make in exercise 2: the solution with a line or two replaced."""

from exercises.grading.parts import Mistake

_G = "return 1 / (1 + np.exp(-z))"
_SPLIT = "    b, w = theta_vec[0], theta_vec[1:]\n"
_Z = "z = X @ w + b"
_COLUMN = "return h.reshape(-1, 1)"
_LOOP = "for i in range(m):"
_LOOP_Z = "z_i = w @ X[i] + b"
_LOOP_A = "a = sigmoid(z_i)"
_LOOP_J = "J = J - (y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))"
_LOOP_DZ = "dz = a - y[i]"
_LOOP_DB = "db = db + dz"
_LOOP_DW = "dw = dw + dz * X[i]"
_LOOP_RETURN = "    return J / m, np.concatenate([[db], dw]) / m"
_H = "h = hypothesis(theta_vec, network, X)[:, 0]"
_J = "J = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / m"
_PENALTY = "J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:] ** 2)"
_DZ = "dz = h - y"
_GRADIENT = "grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz]) / m"
_D = "grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]"
_CLASS = "return np.where(h[:, 0] >= 0.5, 1, 0)"

_SIGMOID = [
    (
        "the minus in the exponent is missing: g(z) = 1 / (1 + exp(-z)) rises with z",
        ((_G, "return 1 / (1 + np.exp(z))"),),
    ),
    (
        "the brackets around 1 + exp(-z) are missing: the fraction is over all of it",
        ((_G, "return 1 / 1 + np.exp(-z)"),),
    ),
    (
        "the denominator is 1 - exp(-z): it is 1 + exp(-z)",
        ((_G, "return 1 / (1 - np.exp(-z))"),),
    ),
    ("this is exp(-z) alone: g(z) = 1 / (1 + exp(-z))", ((_G, "return np.exp(-z)"),)),
    (
        "right for moderate z, but exp(z) / (1 + exp(z)) is infinity over infinity where z is "
        "large: 1 / (1 + exp(-z)) is not",
        ((_G, "return np.exp(z) / (1 + np.exp(z))"),),
    ),
    (
        "this is the slope g'(z) = g(z) (1 - g(z)): g itself is asked for",
        ((_G, "g = 1 / (1 + np.exp(-z))\n    return g * (1 - g)"),),
    ),
    (
        "this is tanh, which runs from -1 to 1: the sigmoid runs from 0 to 1",
        ((_G, "return np.tanh(z)"),),
    ),
    (
        "the numbers are scaled to sum to 1, as a softmax does: here each goes through g alone",
        ((_G, "return np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))"),),
    ),
    (
        "the result is rounded to 0 or 1: g(z) is any number between",
        ((_G, "return np.round(1 / (1 + np.exp(-z)))"),),
    ),
]
_HYPOTHESIS = [
    ("this is z: the sigmoid is missing, h = g(z)", (("h = sigmoid(z)", "h = z"),)),
    ("w without b: z = w1 x1 + ... + wn xn + b", ((_Z, "z = X @ w"),)),
    (
        "the bias is taken from the end of theta_vec: it is number 0, before the weights",
        ((_SPLIT, "    b, w = theta_vec[-1], theta_vec[:-1]\n"),),
    ),
    (
        "b is added after the sigmoid: it belongs to z, h = g(X w + b)",
        ((_Z, "z = X @ w"), ("h = sigmoid(z)", "h = sigmoid(z) + b")),
    ),
    ("b is subtracted: z = X w + b", ((_Z, "z = X @ w - b"),)),
    (
        "the sigmoid is taken twice: h = g(z), once",
        (("h = sigmoid(z)", "h = sigmoid(sigmoid(z))"),),
    ),
    (
        "h is 1 - g(z): the probability of class 0 in place of class 1",
        (("h = sigmoid(z)", "h = 1 - sigmoid(z)"),),
    ),
    (
        "h is already cut to 0 or 1: that is predict's work, h is the probability",
        (("h = sigmoid(z)", "h = (sigmoid(z) >= 0.5) * 1.0"),),
    ),
    (
        "the numbers are right, but h is a vector (m,): make a column of it, (m, 1), one row an "
        "example and one column for the one output; h.reshape(-1, 1)",
        ((_COLUMN, "return h"),),
    ),
    (
        "the numbers are right, but h is a row, (1, m): examples are rows, so it is (m, 1)",
        ((_COLUMN, "return h.reshape(1, -1)"),),
    ),
]

# What goes wrong in the loop before J and dz goes wrong in both, and is said in both parts.
_IN_THE_LOOP = [
    ("w without b: z = w' x + b", ((_LOOP_Z, "z_i = w @ X[i]"),)),
    (
        "the bias is taken from the end of theta_vec: it is number 0, before the weights",
        (
            (
                "b, w = float(theta_vec[0]), theta_vec[1:]",
                "b, w = float(theta_vec[-1]), theta_vec[:-1]",
            ),
        ),
    ),
    (
        "the first example is left out: Python's range(m) starts at 0, and so does X",
        ((_LOOP, "for i in range(1, m):"),),
    ),
    (
        "the last example is left out: range(m) ends with m - 1 by itself",
        ((_LOOP, "for i in range(m - 1):"),),
    ),
    (
        "only the first example counts: the return stands inside the loop",
        ((_LOOP_RETURN, "    " + _LOOP_RETURN),),
    ),
]
_LOOP_COST = [
    (
        "1/m is missing in J: it is the mean over the examples",
        (("return J / m, np", "return J, np"),),
    ),
    (
        "divided by m in every round of the loop: divide once, when all is summed",
        ((_LOOP_J, _LOOP_J.replace("J - (", "(J - (") + ") / m"), ("return J / m,", "return J,")),
    ),
    (
        "divided by n, the number of features: J is the mean over the m rows of X",
        (("return J / m, np", "return J / n, np"),),
    ),
    ("the minus in front of J is missing", ((_LOOP_J, _LOOP_J.replace("J - (", "J + (")),)),
    (
        "log a stands in both terms: the second is log(1 - a) (the slides have this misprint)",
        ((_LOOP_J, _LOOP_J.replace("np.log(1 - a)", "np.log(a)")),),
    ),
    (
        "J is not a number, a log of something below 0: is it log(a - 1) where log(1 - a) is "
        "meant (one of the notes has this misprint), or an a that is no sigmoid's?",
        ((_LOOP_J, _LOOP_J.replace("np.log(1 - a)", "np.log(a - 1)")),),
    ),
    (
        "a and 1 - a are exchanged: y goes with log a, and 1 - y with log(1 - a)",
        ((_LOOP_J, "J = J - (y[i] * np.log(1 - a) + (1 - y[i]) * np.log(a))"),),
    ),
    (
        "only the examples with y = 1 count: (1 - y) log(1 - a) is missing",
        ((_LOOP_J, "J = J - y[i] * np.log(a)"),),
    ),
    (
        "only the examples with y = 0 count: y log a is missing",
        ((_LOOP_J, "J = J - (1 - y[i]) * np.log(1 - a)"),),
    ),
    (
        "the two terms have opposite signs: the minus belongs to both, -[ ... + ... ]",
        ((_LOOP_J, _LOOP_J.replace("(a) + (1", "(a) - (1")),),
    ),
    (
        "the logs are taken of z: they are of a = g(z)",
        ((_LOOP_J, _LOOP_J.replace("(a)", "(z_i)").replace("(1 - a)", "(1 - z_i)")),),
    ),
    (
        "the log is to the base 10: np.log is the natural one",
        ((_LOOP_J, _LOOP_J.replace("log(", "log10(")),),
    ),
    (
        "only the last example counts: add to J, J = J + ..., where you now replace it",
        ((_LOOP_J, _LOOP_J.replace("J = J -", "J = -")),),
    ),
    (
        "the squared error is summed: this cost is the cross entropy",
        ((_LOOP_J, "J = J + (a - y[i]) ** 2 / 2"),),
    ),
]
_LOOP_GRADIENT = [
    (
        "1/m is missing in the gradient: db and dw are means over the examples",
        (("np.concatenate([[db], dw]) / m", "np.concatenate([[db], dw])"),),
    ),
    (
        "1/m is missing in db",
        (("np.concatenate([[db], dw]) / m", "np.concatenate([[db], dw / m])"),),
    ),
    (
        "1/m is missing in dw",
        (("np.concatenate([[db], dw]) / m", "np.concatenate([[db / m], dw])"),),
    ),
    ("dz has the wrong sign: it is a - y, not y - a", ((_LOOP_DZ, "dz = y[i] - a"),)),
    (
        "dz is multiplied by g'(z): with the cross entropy that cancels, dz = a - y",
        ((_LOOP_DZ, "dz = (a - y[i]) * a * (1 - a)"),),
    ),
    ("dz is z - y: it is a - y, with a = g(z)", ((_LOOP_DZ, "dz = z_i - y[i]"),)),
    (
        "dz is made of the class, 0 or 1: it is a - y with the probability a itself",
        ((_LOOP_DZ, "dz = (a >= 0.5) * 1.0 - y[i]"),),
    ),
    (
        "only the last example counts: add to db and dw where you now replace them",
        ((_LOOP_DB, "db = dz"), (_LOOP_DW, "dw = dz * X[i]")),
    ),
    ("only the last example counts in db: db = db + dz", ((_LOOP_DB, "db = dz"),)),
    ("only the last example counts in dw: dw = dw + x dz", ((_LOOP_DW, "dw = dz * X[i]"),)),
    ("x is left out of dw: dw = dw + x dz", ((_LOOP_DW, "dw = dw + dz"),)),
    (
        "dw has w where x is meant: dw = dw + x dz",
        ((_LOOP_DW, "dw = dw + dz * w"),),
    ),
    (
        "db stands at the end: it comes first, as b does in theta_vec",
        (("np.concatenate([[db], dw])", "np.concatenate([dw, [db]])"),),
    ),
    (
        "db is missing: grad_vec is db and then dw, as long as theta_vec",
        (("np.concatenate([[db], dw])", "dw"),),
    ),
    (
        "db and dw are returned apart: join them to one vector, db first",
        (("np.concatenate([[db], dw]) / m", "(db / m, dw / m)"),),
    ),
]

_COST = [
    ("1/m is missing in J: it is the mean over the examples", ((_J, _J.removesuffix(" / m")),)),
    (
        "divided by m twice: np.mean divides already",
        ((_J, _J.replace("np.sum", "np.mean")),),
    ),
    (
        "divided by n, the number of features: J is the mean over the m rows of X",
        ((_J, _J.removesuffix("m") + "X.shape[1]"),),
    ),
    ("the minus in front of J is missing", ((_J, _J.replace("-np", "np")),)),
    (
        "log h stands in both terms: the second is log(1 - h) (the slides have this misprint)",
        ((_J, _J.replace("np.log(1 - h)", "np.log(h)")),),
    ),
    (
        "J is not a number, a log of something below 0: is it log(h - 1) where log(1 - h) is "
        "meant (one of the notes has this misprint), or an h that is no sigmoid's?",
        ((_J, _J.replace("np.log(1 - h)", "np.log(h - 1)")),),
    ),
    (
        "h and 1 - h are exchanged: y goes with log h, and 1 - y with log(1 - h)",
        ((_J, "J = -np.sum(y * np.log(1 - h) + (1 - y) * np.log(h)) / m"),),
    ),
    (
        "only the examples with y = 1 count: (1 - y) log(1 - h) is missing",
        ((_J, "J = -np.sum(y * np.log(h)) / m"),),
    ),
    (
        "only the examples with y = 0 count: y log h is missing",
        ((_J, "J = -np.sum((1 - y) * np.log(1 - h)) / m"),),
    ),
    (
        "the minus stands before the first sum only: it belongs to both, -1/m [ ... + ... ]",
        ((_J, _J.replace("(h) + (1", "(h) - (1")),),
    ),
    (
        "the brackets around 1 - y are missing",
        ((_J, _J.replace("(1 - y) *", "1 - y *")),),
    ),
    (
        "h is (m, 1) and y is (m,): their product is m x m, every label with every output; take "
        "the column as a vector, h[:, 0]",
        ((_H, _H.removesuffix("[:, 0]")), (_GRADIENT, "grad_vec = np.zeros(theta_vec.size)")),
    ),
    (
        "the log is to the base 10: np.log is the natural one",
        ((_J, _J.replace("log(", "log10(")),),
    ),
    (
        "the squared error is computed: this cost is the cross entropy",
        ((_J, "J = np.sum((h - y) ** 2) / (2 * m)"),),
    ),
]
_VECTORISED_GRADIENT = [
    (
        "1/m is missing in the gradient: db and dw are means over the examples",
        ((_GRADIENT, _GRADIENT.removesuffix(" / m")),),
    ),
    (
        "1/m is missing in db",
        ((_GRADIENT, "grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz / m])"),),
    ),
    (
        "1/m is missing in dw",
        ((_GRADIENT, "grad_vec = np.concatenate([[np.mean(dz)], X.T @ dz])"),),
    ),
    (
        "divided by n, the number of features: the gradient is the mean over the m rows of X",
        ((_GRADIENT, _GRADIENT.removesuffix("m") + "X.shape[1]"),),
    ),
    ("dz has the wrong sign: it is h - y, not y - h", ((_DZ, "dz = y - h"),)),
    (
        "dz is multiplied by g'(z): with the cross entropy that cancels, dz = h - y",
        ((_DZ, "dz = (h - y) * h * (1 - h)"),),
    ),
    (
        "dz is z - y: it is h - y, with h = g(z)",
        ((_DZ, "dz = X @ theta_vec[1:] + theta_vec[0] - y"),),
    ),
    (
        "dz is made of the class, 0 or 1: it is h - y with the probability h itself",
        ((_DZ, "dz = (h >= 0.5) - y"),),
    ),
    (
        "db stands at the end: it comes first, as b does in theta_vec",
        ((_GRADIENT, "grad_vec = np.concatenate([X.T @ dz, [np.sum(dz)]]) / m"),),
    ),
    (
        "db is missing: grad_vec is db and then dw, as long as theta_vec",
        ((_GRADIENT, "grad_vec = X.T @ dz / m"), (_D, "")),
    ),
    (
        "x is left out: every weight gets the derivative of the bias",
        ((_GRADIENT, "grad_vec = np.full(theta_vec.size, np.sum(dz)) / m"),),
    ),
    (
        "grad_vec is a column: make a vector of it, as theta_vec is, with ravel",
        ((_GRADIENT, _GRADIENT + "\n    return J, grad_vec.reshape(-1, 1)"),),
    ),
]
_REGULARISATION = [
    (
        "lambda is not there at all: add lambda/(2m) sum w^2 to J and lambda/m w to dw",
        ((_PENALTY, "J = J"), (_D, "")),
    ),
    ("lambda is missing from the gradient: add lambda/m w to dw, not to db", ((_D, ""),)),
    (
        "lambda is missing from J: add lambda/(2m) times the squares of the weights",
        ((_PENALTY, "J = J"),),
    ),
    (
        "the bias is regularised, in J and in the gradient: leave theta_0 out of both",
        (
            (_PENALTY, _PENALTY.replace("[1:]", "")),
            (_D, "grad_vec = grad_vec + lambda_ / m * theta_vec"),
        ),
    ),
    (
        "the bias is regularised in J: leave theta_0 out of the squares",
        ((_PENALTY, _PENALTY.replace("[1:]", "")),),
    ),
    (
        "the bias is regularised in the gradient: lambda/m w goes to dw alone, not to db",
        ((_D, "grad_vec = grad_vec + lambda_ / m * theta_vec"),),
    ),
    (
        "the last weight is left out in place of the bias, which is number 0",
        (
            (_PENALTY, _PENALTY.replace("[1:]", "[:-1]")),
            (_D, "grad_vec[:-1] = grad_vec[:-1] + lambda_ / m * theta_vec[:-1]"),
        ),
    ),
    (
        "lambda/m stands in J for lambda/(2m)",
        ((_PENALTY, _PENALTY.replace("(2 * m)", "m")),),
    ),
    (
        "lambda/2 stands in J for lambda/(2m): that is the weight decay of other notes",
        ((_PENALTY, _PENALTY.replace("(2 * m)", "2")),),
    ),
    (
        "the m is missing twice: J has lambda/(2m), and the gradient lambda/m",
        ((_PENALTY, _PENALTY.replace("(2 * m)", "2")), (_D, _D.replace(" / m", ""))),
    ),
    (
        "lambda stands in the gradient without the m: it is lambda/m (a misprint on the slides)",
        ((_D, _D.replace(" / m", "")),),
    ),
    (
        "lambda/(2m) stands in the gradient for lambda/m: the 2 goes when the square is "
        "differentiated",
        ((_D, _D.replace("/ m", "/ (2 * m)")),),
    ),
    (
        "the weights themselves are summed in J: it is their squares",
        ((_PENALTY, _PENALTY.replace(" ** 2", "")),),
    ),
    (
        "the sum of the weights is squared in J: square first, then sum",
        ((_PENALTY, _PENALTY.replace("[1:] ** 2)", "[1:]) ** 2")),),
    ),
    (
        "the penalty is subtracted in J: it is added",
        ((_PENALTY, _PENALTY.replace("J +", "J -")),),
    ),
    (
        "lambda/m w is subtracted in the gradient: it is added",
        ((_D, _D.replace("+", "-")),),
    ),
]
_PREDICT = [
    (
        "this is h itself: a prediction is a class, 1 where h >= 0.5 and else 0",
        ((_CLASS, "return h"),),
    ),
    (
        "this is h itself, as a vector: a prediction is a class, 1 where h >= 0.5 and else 0",
        ((_CLASS, "return h[:, 0]"),),
    ),
    (
        "everything is class 1, since h is never below 0: the threshold for h is 0.5 (0 is z's)",
        ((_CLASS, _CLASS.replace("0.5", "0")),),
    ),
    (
        "z is compared with 0.5: that is h's threshold, z's is 0",
        ((_CLASS, "return np.where(X @ theta_vec[1:] + theta_vec[0] >= 0.5, 1, 0)"),),
    ),
    ("the classes are exchanged: 1 where h >= 0.5", ((_CLASS, _CLASS.replace(">=", "<")),)),
    (
        "h = 0.5 exactly should be class 1: >=, where > or rounding gives 0",
        ((_CLASS, _CLASS.replace(">=", ">")),),
    ),
    (
        "the classes are 1 and 2: here they count from 0",
        ((_CLASS, _CLASS.replace("1, 0)", "2, 1)")),),
    ),
    ("the classes are 1 and -1: here they are 1 and 0", ((_CLASS, _CLASS.replace("0)", "-1)")),)),
    (
        "everything is class 0: argmax over one output is always 0, int(h) cuts h off, and h is "
        "never above 1; compare h with 0.5",
        ((_CLASS, "return h.argmax(axis=1)"),),
    ),
    (
        "the classes are right, but in a column: return a vector, (m,), one number an example",
        ((_CLASS, "return np.where(h >= 0.5, 1, 0)"),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("sigmoid", _SIGMOID),
        ("hypothesis", _HYPOTHESIS),
        ("loop cost", _IN_THE_LOOP + _LOOP_COST),
        ("loop gradient", _IN_THE_LOOP + _LOOP_GRADIENT),
        ("cost", _COST),
        ("gradient", _VECTORISED_GRADIENT),
        ("regularisation", _REGULARISATION),
        ("predict", _PREDICT),
    )
    for say, changes in of_part
]
