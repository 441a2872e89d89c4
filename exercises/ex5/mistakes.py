"""Mistakes that people make in exercise 5: the solution with a line or two replaced."""

from exercises.grading.parts import Mistake

_TANH = "return 1 - a**2"
_RELU = "return np.maximum(0, z)"
_STEP = "return np.where(z > 0, 1.0, 0.0)"
_LEAKY = "return np.where(z > 0, z, slope * z)"
_LARGEST = "largest = z.max(axis=-1, keepdims=True)"
_EXP = "e = np.exp(z - largest)"
_SOFTMAX = "return e / e.sum(axis=-1, keepdims=True)"
_LECUN = "variance = 1 / fan_in"
_HE = "variance = 2 / fan_in"
_GLOROT = "variance = 2 / (fan_in + fan_out)"
_ROOT = "sigma = np.sqrt(variance)"
_DRAW = "Theta[:, 1:] = rng.normal(0, sigma, (fan_out, fan_in))"
_EPSILON = "epsilon = np.sqrt(6) / np.sqrt(fan_in + fan_out)"
_UNIFORM = "return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))"
_RNG = "rng = np.random.default_rng(rng)"
_MU = "mu = np.sum(X, axis=0) / m"
_SIGMA = "sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)"
_CONSTANT = "sigma = np.where(sigma == 0, 1, sigma)"
_X_NORM = "X_norm = (X - mu) / sigma"
_APPLY = "return (X - mu) / sigma"
_SQUARES = "squares = squares + np.sum(Theta[:, 1:] ** 2)"
_GRAD = "grad = lambda_ / m * Theta"
_NO_BIAS = "grad[:, 0] = 0"
_PENALTY = "penalty = lambda_ / (2 * m) * squares"
_PREDICTING = "        return A\n"
_ALIVE = "alive = U < keep_prob"
_DROPPED = "return A * alive / keep_prob"
_BETTER = "if dev_costs[t] < dev_costs[best]:"
_ENOUGH = "if t - best >= patience:"
_STOP = "            return best, t\n"
_END = "\n    return best, t\n"

_TANH_GRADIENT = [
    (
        "tanh is taken for a shifted sigmoid, 2 g(z) - 1 (a note says so): it is rescaled in z "
        "as well, 2 g(2z) - 1",
        (("a = np.tanh(z)", "a = 2 * sigmoid(z) - 1"),),
    ),
    (
        "tanh is taken for a shifted sigmoid, g(z) - 1/2 (a note says so): it is 2 g(2z) - 1",
        (("a = np.tanh(z)", "a = sigmoid(z) - 0.5"),),
    ),
    (
        "g' is taken of a instead of z: the argument is z, so tanh(z) comes first",
        (("a = np.tanh(z)", "a = z"),),
    ),
    (
        "this is the sigmoid's gradient, g (1 - g): that of tanh is 1 - tanh(z)^2",
        (("a = np.tanh(z)", "a = sigmoid(z)"), (_TANH, "return a * (1 - a)")),
    ),
    (
        "a (1 - a) is the sigmoid's rule: with a = tanh(z) it is 1 - a^2",
        ((_TANH, "return a * (1 - a)"),),
    ),
    ("tanh(z) is the activation itself: its gradient is 1 - tanh(z)^2", ((_TANH, "return a"),)),
    ("the square is missing: 1 - tanh(z)^2", ((_TANH, "return 1 - a"),)),
    ("the square is inside: tanh(z) is squared, not z", (("np.tanh(z)", "np.tanh(z**2) ** 0.5"),)),
    ("the sign is wrong: it is 1 - tanh(z)^2", ((_TANH, "return a**2 - 1"),)),
    (
        "the sigmoid stands where tanh belongs: 1 - tanh(z)^2",
        (("a = np.tanh(z)", "a = sigmoid(z)"),),
    ),
]
_RELU_ = [
    (
        "this is the ReLU's gradient, the step (a note has this misprint): the ReLU itself is z "
        "where z > 0, that is max(0, z)",
        ((_RELU, "return np.where(z > 0, 1.0, 0.0)"),),
    ),
    ("this is the absolute value: below 0 the ReLU is 0", ((_RELU, "return np.abs(z)"),)),
    ("this is min(0, z): the ReLU is max(0, z)", ((_RELU, "return np.minimum(0, z)"),)),
    ("this is z itself: below 0 the ReLU is 0", ((_RELU, "return 1.0 * z"),)),
    ("this is max(0, -z): the ReLU is max(0, z)", ((_RELU, "return np.maximum(0, -z)"),)),
    ("this is a leaky ReLU: below 0 the ReLU is 0", ((_RELU, "return np.maximum(0.01 * z, z)"),)),
    (
        "the ReLU is cut off at 1: it has no upper bound",
        ((_RELU, "return np.clip(z, 0, 1)"),),
    ),
    ("this is max(1, z): the ReLU is max(0, z)", ((_RELU, "return np.maximum(1, z)"),)),
]
_RELU_GRADIENT = [
    ("this is 1 at all z: the slope of max(0, z) is 0 below 0", ((_STEP, "return z * 0 + 1"),)),
    (
        "at the kink, z = 0, the gradient is taken as 0 here: 1 where z > 0, not where z >= 0",
        ((_STEP, "return np.where(z >= 0, 1.0, 0.0)"),),
    ),
    (
        "at the kink, z = 0, the gradient is taken as 0 here, not 1/2",
        ((_STEP, "return np.heaviside(z, 0.5)"),),
    ),
    ("this is the ReLU itself: its slope is 1 or 0", ((_STEP, "return np.maximum(0, z)"),)),
    ("this is the sign of z: the slope below 0 is 0, not -1", ((_STEP, "return np.sign(z)"),)),
    (
        "the sides are exchanged: 1 where z > 0, 0 below",
        ((_STEP, "return np.where(z < 0, 1.0, 0.0)"),),
    ),
    (
        "this is the leaky ReLU's gradient: below 0 the ReLU's is 0",
        ((_STEP, "return np.where(z > 0, 1.0, 0.01)"),),
    ),
]
_LEAKY_RELU = [
    (
        "the slope is on the wrong side: z where z > 0, and slope z below",
        ((_LEAKY, "return np.where(z > 0, slope * z, z)"),),
    ),
    ("the slope is on both sides: z where z > 0", ((_LEAKY, "return slope * z"),)),
    (
        "the leaky ReLU rises below 0 too: slope z is negative there",
        ((_LEAKY, "return np.where(z > 0, z, -slope * z)"),),
    ),
    (
        "the slope is always 0.01: take the argument",
        ((_LEAKY, "return np.where(z > 0, z, 0.01 * z)"),),
    ),
    ("this is the plain ReLU: below 0 it is slope z", ((_LEAKY, "return np.maximum(0, z)"),)),
    (
        "below 0 it is slope times z, not the slope itself",
        ((_LEAKY, "return np.where(z > 0, z, slope)"),),
    ),
    ("this is max(slope, z): below 0 it is slope z", ((_LEAKY, "return np.maximum(slope, z)"),)),
    (
        "this is the gradient: the leaky ReLU is z where z > 0, and slope z below",
        ((_LEAKY, "return np.where(z > 0, 1.0, slope)"),),
    ),
    (
        "z is divided by the slope below 0: it is slope times z",
        ((_LEAKY, "return np.where(z > 0, z, z / slope)"),),
    ),
]
_NOT_NORMALISED = "the division is missing: exp(z_k) over the sum of the row, so that it sums to 1"
_WRONG_AXIS = "the columns sum to 1: it is every row that is a distribution, the last axis"
_WHOLE_MATRIX = "the whole matrix sums to 1: it is every row that is a distribution, the last axis"
_SOFTMAX_ = [
    (_NOT_NORMALISED, ((_SOFTMAX, "return e"),)),
    (_NOT_NORMALISED, ((_EXP, "e = np.exp(z)"), (_SOFTMAX, "return e"))),
    (_WRONG_AXIS, ((_SOFTMAX, "return e / e.sum(axis=0, keepdims=True)"),)),
    (
        _WRONG_AXIS,
        (
            (_LARGEST, "largest = z.max(axis=0, keepdims=True)"),
            (_SOFTMAX, "return e / e.sum(axis=0, keepdims=True)"),
        ),
    ),
    (
        _WRONG_AXIS,
        ((_EXP, "e = np.exp(z)"), (_SOFTMAX, "return e / e.sum(axis=0, keepdims=True)")),
    ),
    (_WHOLE_MATRIX, ((_SOFTMAX, "return e / e.sum()"),)),
    (_WHOLE_MATRIX, ((_LARGEST, "largest = z.max()"), (_SOFTMAX, "return e / e.sum()"))),
    (_WHOLE_MATRIX, ((_EXP, "e = np.exp(z)"), (_SOFTMAX, "return e / e.sum()"))),
    (
        "this is a sigmoid, each output on its own: softmax divides exp(z_k) by the row's sum",
        ((_EXP, "e = sigmoid(z)"), (_SOFTMAX, "return e")),
    ),
    (
        "sigmoids are divided by their sum: softmax takes exp(z_k)",
        ((_EXP, "e = sigmoid(z)"),),
    ),
    (
        "exp overflows for large z, or a whole row underflows: subtract each row's largest z first",
        ((_EXP, "e = np.exp(z)"),),
    ),
    (
        "the largest z of the whole matrix is subtracted, and a row far below becomes 0/0: "
        "subtract each row's own",
        ((_LARGEST, "largest = z.max()"),),
    ),
    (
        "the largest z of each column is subtracted, which changes what a row's z differ by: "
        "subtract each row's own",
        ((_LARGEST, "largest = z.max(axis=0, keepdims=True)"),),
    ),
    (
        "the sign of z is turned round: it is exp(z), and the largest z gets the most",
        (
            (_LARGEST, "largest = z.min(axis=-1, keepdims=True)"),
            (_EXP, "e = np.exp(largest - z)"),
        ),
    ),
    (
        "the sign of z is turned round: it is exp(z), and the largest z gets the most",
        ((_EXP, "e = np.exp(-z)"),),
    ),
    ("exp is missing: z itself is divided by its sum", ((_EXP, "e = z"),)),
    (
        "this is the logarithm of softmax",
        ((_SOFTMAX, "return z - largest - np.log(e.sum(axis=-1, keepdims=True))"),),
    ),
    (
        "the row is divided by its length, the root of the sum of the squares: divide by the sum",
        ((_SOFTMAX, "return e / np.sqrt((e**2).sum(axis=-1, keepdims=True))"),),
    ),
]
_MISPRINT = (
    "every weight is the number that their variance is to be (the misprint of a note): draw them "
    "at random, with that variance"
)
_SCHEMES = [
    (
        "lecun: 1/n is the weights' deviation: their variance is to be 1/n, with n = fan_in",
        ((_ROOT, "sigma = variance"),),
    ),
    (
        "lecun: the weights' variance is 2/n: it is to be 1/n, with n = fan_in",
        ((_LECUN, "variance = 2 / (fan_in)"),),
    ),
    (
        "he: the weights' variance is 1/n: it is to be 2/n, with n = fan_in",
        ((_HE, "variance = 1 / (fan_in)"),),
    ),
    (
        "lecun: the weights' variance is 1/n', of the layer that is fed: it is to be 1/n, "
        "with n = fan_in",
        ((_LECUN, "variance = 1 / fan_out"),),
    ),
    (
        "he: the weights' variance is 2/n', of the layer that is fed: it is to be 2/n, "
        "with n = fan_in",
        ((_HE, "variance = 2 / fan_out"),),
    ),
    (
        "he: 2/n is the weights' deviation: their variance is to be 2/n, with n = fan_in",
        ((_HE, "variance = (2 / fan_in) ** 2"),),
    ),
    (
        "lecun: n counts the bias unit: the weights' variance is to be 1/n, with n = fan_in",
        ((_LECUN, "variance = 1 / (fan_in + 1)"),),
    ),
    (
        "glorot: the weights' variance is 1/(n + n'): it is to be 2/(n + n'), with n = fan_in and "
        "n' = fan_out",
        ((_GLOROT, "variance = 1 / (fan_in + fan_out)"),),
    ),
    (
        "glorot: the weights' variance is 1/n: it is to be 2/(n + n'), with n = fan_in and "
        "n' = fan_out",
        ((_GLOROT, "variance = 1 / (fan_in)"),),
    ),
    (
        "glorot: the weights' variance is 2/n: it is to be 2/(n + n'), with n = fan_in and "
        "n' = fan_out",
        ((_GLOROT, "variance = 2 / (fan_in)"),),
    ),
    (
        "glorot: the uniform rule's bound is the deviation: the variance is to be 2/(n + n'), "
        "with n = fan_in and n' = fan_out",
        ((_GLOROT, "variance = 6 / (fan_in + fan_out)"),),
    ),
    (
        "lecun: the weights' variance is 2/(n + n'): it is to be 1/n, with n = fan_in",
        ((_LECUN, "variance = 2 / (fan_in + fan_out) + 0"),),
    ),
    (
        "lecun: the weights' variance is 1, whatever the layer: it is to be 1/n, with n = fan_in",
        ((_DRAW, "Theta[:, 1:] = rng.normal(0, 1, (fan_out, fan_in)) * (sigma > 0)"),),
    ),
    (
        "lecun: 1/n is upside down: the weights' variance is to be 1/n, with n = fan_in",
        ((_LECUN, "variance = fan_in"),),
    ),
    (
        f"lecun: {_MISPRINT}",
        ((_DRAW, "Theta[:, 1:] = variance"),),
    ),
    (
        "lecun: the biases are drawn too: only the scheme epsilon does so, here they are 0",
        ((_DRAW, "Theta = rng.normal(0, sigma, (fan_out, fan_in + 1))"),),
    ),
    (
        "lecun: no weight is negative: their mean is to be 0",
        ((_DRAW, "Theta[:, 1:] = rng.random((fan_out, fan_in)) * sigma"),),
    ),
    (
        "lecun: the weights are uniform: this scheme takes a normal distribution",
        ((_DRAW, "Theta[:, 1:] = rng.uniform(-sigma, sigma, (fan_out, fan_in))"),),
    ),
    (
        "the weights are all zero: units of a layer would stay alike for ever",
        ((_DRAW, ""),),
    ),
    (
        "the weights are all the same: units of a layer would stay alike for ever",
        ((_DRAW, "Theta[:, 1:] = rng.normal(0, sigma)"),),
    ),
    (
        "Theta is transposed: one row for each unit it feeds, (fan_out, fan_in + 1)",
        ((_DRAW, _DRAW + "\n    Theta = Theta.T"),),
    ),
    (
        "the column of the biases is missing: Theta is (fan_out, fan_in + 1)",
        ((_DRAW, "Theta = rng.normal(0, sigma, (fan_out, fan_in))"),),
    ),
    (
        "another seed gives the same weights: draw them from rng",
        ((_RNG, "rng = np.random.default_rng(0)"),),
    ),
    (
        "the same seed gives other weights the next time: draw them from rng",
        ((_RNG, "rng = np.random.default_rng()"),),
    ),
    (
        "the scheme zeros gives something else than zeros",
        (("variance = 0", "variance = 1 / fan_out"),),
    ),
]
_EPSILON_ = [
    (
        "epsilon=None is to take the rule: the weights lie in [-0.12, 0.12]",
        ((_EPSILON, "epsilon = 0.12"),),
    ),
    (
        "the rule has fan_in alone below the line: it is sqrt(6) / sqrt(fan_in + fan_out)",
        ((_EPSILON, "epsilon = np.sqrt(6) / np.sqrt(fan_in)"),),
    ),
    (
        "the rule has fan_out alone below the line: it is sqrt(6) / sqrt(fan_in + fan_out)",
        ((_EPSILON, "epsilon = np.sqrt(6) / np.sqrt(fan_out)"),),
    ),
    (
        "the lower root of the rule is missing: sqrt(6) / sqrt(fan_in + fan_out)",
        ((_EPSILON, "epsilon = np.sqrt(6) / (fan_in + fan_out)"),),
    ),
    (
        "both roots of the rule are missing: sqrt(6) / sqrt(fan_in + fan_out)",
        ((_EPSILON, "epsilon = 6 / (fan_in + fan_out)"),),
    ),
    (
        "the upper root of the rule is missing: sqrt(6) / sqrt(fan_in + fan_out)",
        ((_EPSILON, "epsilon = 6 / np.sqrt(fan_in + fan_out)"),),
    ),
    (
        "the rule has 2 where 6 belongs: 2/(n + n') is the variance, and the bound of a uniform "
        "distribution is sqrt(3) times the deviation",
        ((_EPSILON, "epsilon = np.sqrt(2) / np.sqrt(fan_in + fan_out)"),),
    ),
    (
        "an epsilon that is given counts for nothing: the rule is for epsilon=None alone",
        (("if epsilon is None:", "if True:"),),
    ),
    (
        "the weights lie in [0, epsilon]: they should lie in [-epsilon, epsilon]",
        ((_UNIFORM, "return rng.uniform(0, epsilon, (fan_out, fan_in + 1))"),),
    ),
    (
        "the weights lie in [-epsilon/2, epsilon/2]: rand() * 2 epsilon - epsilon is twice as wide",
        ((_UNIFORM, "return rng.uniform(-epsilon / 2, epsilon / 2, (fan_out, fan_in + 1))"),),
    ),
    (
        "the weights are normal with deviation epsilon: they should be uniform in "
        "[-epsilon, epsilon]",
        ((_UNIFORM, "return rng.normal(0, epsilon, (fan_out, fan_in + 1))"),),
    ),
    (
        "the biases are zero: the scheme epsilon draws them like the other weights",
        (
            (
                _UNIFORM,
                "Theta = rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))\n"
                "        Theta[:, 0] = 0\n"
                "        return Theta",
            ),
        ),
    ),
    (
        "the weights are all the same: units of a layer would stay alike for ever",
        ((_UNIFORM, "return np.full((fan_out, fan_in + 1), epsilon)"),),
    ),
    (
        "the weights are all zero: units of a layer would stay alike for ever",
        ((_UNIFORM, "return np.zeros((fan_out, fan_in + 1))"),),
    ),
]
_FEATURE_NORMALIZE = [
    (
        "the variance is taken without subtracting the mean (a note presumes that this was done "
        "before): sigma^2 = 1/m sum (x - mu)^2",
        ((_SIGMA, "sigma = np.sqrt(np.sum(X**2, axis=0) / m)"),),
    ),
    (
        "sigma is the variance: the standard deviation is its root",
        ((_SIGMA, "sigma = np.sum((X - mu) ** 2, axis=0) / m"),),
    ),
    (
        "sigma has 1/(m - 1), as Octave's std does: that is sound statistics too, and would train "
        "as well, but 1/m is what is asked for here (NumPy: ddof=0)",
        ((_SIGMA, "sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0) / (m - 1))"),),
    ),
    (
        "1/m is missing in sigma: sigma^2 = 1/m sum (x - mu)^2",
        ((_SIGMA, "sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0))"),),
    ),
    (
        "a feature that is the same in all examples is divided 0/0: where sigma is 0, take 1",
        ((_CONSTANT, ""),),
    ),
    (
        "sigma is returned as 0 for a feature that is the same in all examples: return the 1 that "
        "it was divided by, or new data will be divided by 0",
        (
            (_CONSTANT, ""),
            (_X_NORM, "X_norm = (X - mu) / np.where(sigma == 0, 1, sigma)"),
        ),
    ),
    (
        "a little is added to sigma against the division by 0: replace a sigma of 0 by 1, and "
        "leave the others as they are",
        ((_CONSTANT, "sigma = sigma + 1e-8"),),
    ),
    (
        "mean and deviation are those of the examples, the rows: a feature is a column, axis 0",
        (
            (_MU, "mu = np.mean(X, axis=1, keepdims=True)"),
            (_SIGMA, "sigma = np.std(X, axis=1, keepdims=True)"),
        ),
    ),
    (
        "there is one mu and one sigma for the whole matrix: each feature, a column, has its own",
        ((_MU, "mu = np.mean(X)"), (_SIGMA, "sigma = np.std(X)")),
    ),
    (
        "there is one mu for the whole matrix: each feature, a column, has its own",
        ((_MU, "mu = np.full(X.shape[1], np.mean(X))"),),
    ),
    (
        "the mean is not subtracted: (X - mu) / sigma",
        ((_X_NORM, "X_norm = X / sigma"),),
    ),
    (
        "sigma does not divide: (X - mu) / sigma",
        ((_X_NORM, "X_norm = X - mu"),),
    ),
    (
        "mu is subtracted last: (X - mu) / sigma, with the brackets",
        ((_X_NORM, "X_norm = X - mu / sigma"),),
    ),
    (
        "X - mu is multiplied by sigma: it is divided",
        ((_X_NORM, "X_norm = (X - mu) * sigma"),),
    ),
    (
        "X is divided by its range, largest minus smallest: divide by the standard deviation",
        ((_SIGMA, "sigma = np.max(X, axis=0) - np.min(X, axis=0)"),),
    ),
    (
        "X is brought to [0, 1]: here it is to get mean 0 and standard deviation 1",
        (
            (_MU, "mu = np.min(X, axis=0)"),
            (_SIGMA, "sigma = np.max(X, axis=0) - np.min(X, axis=0)"),
        ),
    ),
    (
        "sigma is the mean absolute distance from mu: it is the root of the mean square",
        ((_SIGMA, "sigma = np.sum(np.abs(X - mu), axis=0) / m"),),
    ),
]
_APPLY_NORMALIZATION = [
    (
        "new data is normalised by its own mean and deviation: take the training set's mu and "
        "sigma, or the same example gets other numbers",
        ((_APPLY, "return (X - X.mean(axis=0)) / X.std(axis=0)"),),
    ),
    (
        "new data is normalised by its own mean: take the training set's mu",
        ((_APPLY, "return (X - X.mean(axis=0)) / sigma"),),
    ),
    (
        "new data is normalised by its own deviation: take the training set's sigma",
        ((_APPLY, "return (X - mu) / X.std(axis=0)"),),
    ),
    (
        "mu is subtracted last: (X - mu) / sigma, with the brackets",
        ((_APPLY, "return X - mu / sigma"),),
    ),
    ("this undoes the normalisation: (X - mu) / sigma", ((_APPLY, "return X * sigma + mu"),)),
    ("X - mu is multiplied by sigma: it is divided", ((_APPLY, "return (X - mu) * sigma"),)),
    ("the mean is not subtracted: (X - mu) / sigma", ((_APPLY, "return X / sigma"),)),
    ("sigma does not divide: (X - mu) / sigma", ((_APPLY, "return X - mu"),)),
    ("sigma is squared: divide by sigma itself", ((_APPLY, "return (X - mu) / sigma**2"),)),
    (
        "sigma is taken for a variance: it is the standard deviation already, no root",
        ((_APPLY, "return (X - mu) / np.sqrt(sigma)"),),
    ),
]
_L2_PENALTY = [
    (
        "the biases are regularised: leave out column 0, in the penalty and in the gradients",
        ((_SQUARES, "squares = squares + np.sum(Theta**2)"), (_NO_BIAS, "")),
    ),
    (
        "the biases are regularised in the penalty: leave out column 0",
        ((_SQUARES, "squares = squares + np.sum(Theta**2)"),),
    ),
    (
        "the biases are regularised in the gradients: column 0 is zero there",
        ((_NO_BIAS, ""),),
    ),
    (
        "the first row is left out, not the first column: the bias is column 0",
        (
            (_SQUARES, "squares = squares + np.sum(Theta[1:] ** 2)"),
            (_NO_BIAS, "grad[0] = 0"),
        ),
    ),
    (
        "lambda/m stands in the penalty for lambda/(2m)",
        ((_PENALTY, "penalty = lambda_ / m * squares"),),
    ),
    (
        "lambda/2 stands in the penalty for lambda/(2m): that is the weight decay of other notes",
        ((_PENALTY, "penalty = lambda_ / 2 * squares"),),
    ),
    (
        "lambda stands in the penalty for lambda/(2m)",
        ((_PENALTY, "penalty = lambda_ * squares"),),
    ),
    (
        "lambda/(2m) stands in the gradients for lambda/m: the 2 goes when the square is "
        "differentiated",
        ((_GRAD, "grad = lambda_ / (2 * m) * Theta"),),
    ),
    (
        "lambda stands in the gradients without the m: it is lambda/m Theta",
        ((_GRAD, "grad = lambda_ * Theta"),),
    ),
    (
        "2 lambda/m stands in the gradients: with lambda/(2m) in the penalty it is lambda/m",
        ((_GRAD, "grad = 2 * lambda_ / m * Theta"),),
    ),
    (
        "the weights themselves are summed: it is their squares",
        ((_SQUARES, "squares = squares + np.sum(Theta[:, 1:])"),),
    ),
    (
        "the absolute values are summed, which is L1: here it is the squares",
        ((_SQUARES, "squares = squares + np.sum(np.abs(Theta[:, 1:]))"),),
    ),
    (
        "the sum of the weights is squared: square first, then sum",
        ((_SQUARES, "squares = squares + np.sum(Theta[:, 1:]) ** 2"),),
    ),
    (
        "the norm of a Theta is not squared: the penalty has the sum of the squares, no root",
        ((_SQUARES, "squares = squares + np.linalg.norm(Theta[:, 1:])"),),
    ),
    (
        "only the last Theta counts in the penalty: add up all of them",
        ((_SQUARES, "squares = np.sum(Theta[:, 1:] ** 2)"),),
    ),
    (
        "only the first Theta counts in the penalty: add up all of them",
        ((_PENALTY, "penalty = lambda_ / (2 * m) * np.sum(thetas[0][:, 1:] ** 2)"),),
    ),
    (
        "the squares are averaged over the Thetas: they are added up",
        ((_PENALTY, "penalty = lambda_ / (2 * m) * squares / len(thetas)"),),
    ),
    ("the gradients have the wrong sign", ((_GRAD, "grad = -lambda_ / m * Theta"),)),
    (
        "the gradients have the squares in them: the derivative of the square is lambda/m Theta",
        ((_GRAD, "grad = lambda_ / m * Theta**2"),),
    ),
    (
        "the gradients lack column 0: a gradient has the shape of its Theta, with zeros for the "
        "biases",
        ((_NO_BIAS, "grad = grad[:, 1:]"),),
    ),
]
_DROPOUT = [
    (
        "the division by keep_prob is missing: without it the units that live do not make up for "
        "those that do not",
        ((_DROPPED, "return A * alive"),),
    ),
    (
        "what lives is divided by 1 - keep_prob: it is keep_prob, the probability to live",
        ((_DROPPED, "return A * alive / (1 - keep_prob)"),),
    ),
    (
        "what lives is multiplied by keep_prob: it is divided",
        ((_DROPPED, "return A * alive * keep_prob"),),
    ),
    (
        "keep and drop are exchanged: a unit lives where U < keep_prob",
        ((_ALIVE, "alive = U > keep_prob"),),
    ),
    (
        "units live with probability 1 - keep_prob: a unit lives where U < keep_prob",
        ((_ALIVE, "alive = U < 1 - keep_prob"),),
    ),
    (
        "units live with probability 1 - keep_prob and are divided by it: both are keep_prob",
        (
            (_ALIVE, "alive = U < 1 - keep_prob"),
            (_DROPPED, "return A * alive / (1 - keep_prob)"),
        ),
    ),
    (
        "keep and drop are exchanged, and what lives is divided by 1 - keep_prob: a unit lives "
        "where U < keep_prob, and is divided by keep_prob",
        (
            (_ALIVE, "alive = U > keep_prob"),
            (_DROPPED, "return A * alive / (1 - keep_prob)"),
        ),
    ),
    (
        "the units that live are those where U > 1 - keep_prob: as likely, but here it is "
        "U < keep_prob",
        ((_ALIVE, "alive = U > 1 - keep_prob"),),
    ),
    (
        "units are dropped when predicting too: then return A as it is",
        (("if predicting:", "if False:"),),
    ),
    (
        "A is multiplied by keep_prob when predicting: inverted dropout has paid for that in "
        "training, so return A as it is",
        ((_PREDICTING, "        return A * keep_prob\n"),),
    ),
    (
        "A is divided by keep_prob when predicting: return A as it is",
        ((_PREDICTING, "        return A / keep_prob\n"),),
    ),
    (
        "training and predicting are exchanged: units are dropped unless predicting",
        (("if predicting:", "if not predicting:"),),
    ),
    (
        "what lives is divided by the share that happens to live: divide by keep_prob",
        ((_DROPPED, "return A * alive / alive.mean()"),),
    ),
    (
        "the mask is returned, without A",
        ((_DROPPED, "return alive / keep_prob"),),
    ),
    (
        "U itself is multiplied in: it only decides who lives, 1 or 0",
        ((_ALIVE, "alive = U"),),
    ),
    (
        "all examples drop the same units: every row of A has its own row of U",
        ((_ALIVE, "alive = U[0] < keep_prob"),),
    ),
    (
        "no unit is dropped: multiply by 1 where U < keep_prob, by 0 elsewhere",
        ((_DROPPED, "return A / keep_prob"),),
    ),
]
_EARLY_STOPPING = [
    (
        "it stops one iteration late: as soon as t - best is patience",
        ((_ENOUGH, "if t - best > patience:"),),
    ),
    (
        "it stops one iteration early: when t - best is patience",
        ((_ENOUGH, "if t - best >= patience - 1:"),),
    ),
    (
        "the last iteration is kept in place of the best",
        ((_STOP, "            return t, t\n"), (_END, "\n    return t, t\n")),
    ),
    (
        "the two results are exchanged: first the iteration that is kept, then the last",
        ((_STOP, "            return t, best\n"), (_END, "\n    return t, best\n")),
    ),
    (
        "the best is looked for after the stop as well: what comes later is never computed",
        ((_STOP, "            return int(np.argmin(dev_costs)), t\n"),),
    ),
    (
        "it never stops before the end",
        ((_ENOUGH, "if False:"),),
    ),
    (
        "it stops at the first cost that is not lower, whatever the patience",
        ((_ENOUGH, "if t > best:"),),
    ),
    (
        "the count of bad iterations is not begun anew when a lower cost is found",
        (
            ("    best = 0\n", "    best, bad = 0, 0\n"),
            ("            best = t\n", "            best, bad = t, bad - 1\n"),
            (_ENOUGH, "bad += t > 0\n        if bad >= patience:"),
        ),
    ),
    (
        "a cost as low as the best counts as better: it has to be lower",
        ((_BETTER, "if dev_costs[t] <= dev_costs[best]:"),),
    ),
    (
        "each cost is compared with the one before: compare it with the best so far",
        (
            ("    best = 0\n", "    best, bad = 0, 0\n"),
            (
                _ENOUGH,
                "bad = bad + 1 if t and dev_costs[t] >= dev_costs[t - 1] else 0\n"
                "        if bad >= patience:",
            ),
        ),
    ),
    (
        "the dev cost is returned: it is the number of the iteration that is asked for",
        (
            (_STOP, "            return dev_costs[best], t\n"),
            (_END, "\n    return dev_costs[best], t\n"),
        ),
    ),
    (
        "the iterations are counted from 1: dev_costs[0] is that of iteration 0, before training",
        (
            (_STOP, "            return best + 1, t + 1\n"),
            (_END, "\n    return best + 1, t + 1\n"),
        ),
    ),
    (
        "the largest cost is kept: a lower dev cost is better",
        ((_BETTER, "if dev_costs[t] > dev_costs[best]:"),),
    ),
    (
        "where it never has to stop, the last iteration is len(dev_costs) - 1",
        ((_END, "\n    return best, t + 1\n"),),
    ),
]

MISTAKES = [
    Mistake(part, say, changes)
    for part, of_part in (
        ("tanh_gradient", _TANH_GRADIENT),
        ("relu", _RELU_),
        ("relu_gradient", _RELU_GRADIENT),
        ("leaky_relu", _LEAKY_RELU),
        ("softmax", _SOFTMAX_),
        ("schemes", _SCHEMES),
        ("epsilon", _EPSILON_),
        ("feature_normalize", _FEATURE_NORMALIZE),
        ("apply_normalization", _APPLY_NORMALIZATION),
        ("l2_penalty", _L2_PENALTY),
        ("dropout", _DROPOUT),
        ("early_stopping", _EARLY_STOPPING),
    )
    for say, changes in of_part
]
