"""Mistakes that learners make in exercise 5, as changes to the worked solution."""

from exercises.catalogue import catalogue
from exercises.grading import weights
from exercises.grading.weights import wrong_variance

_NOT_NORMALISED = "the rows do not sum to 1: divide exp(z_k) by the sum of its row"
_COLUMNS = "the columns sum to 1: every row should, so sum over the last axis"
_WHOLE_MATRIX = "the whole matrix sums to 1: every row should, so sum over the last axis"
_WRONG_SIGN = "the sign of z is wrong: use exp(z), so that the largest z gets the largest output"

MISTAKES = catalogue(f"""
## tanh_gradient

- a = np.tanh(z)
tanh is computed as 2 g(z) - 1 (one of the notes says so): z is scaled too, tanh(z) = 2 g(2z) - 1
+ a = 2 * sigmoid(z) - 1
tanh is computed as g(z) - 1/2 (one of the notes says so): tanh(z) = 2 g(2z) - 1
+ a = sigmoid(z) - 0.5
z is used as if it were tanh(z): compute a = tanh(z) first, then 1 - a^2
+ a = z
the square is inside tanh: square tanh(z), not z
+ a = np.tanh(z**2) ** 0.5
the sigmoid is used instead of tanh: 1 - tanh(z)^2
+ a = sigmoid(z)

- return 1 - a**2
a (1 - a) is the sigmoid's rule: with a = tanh(z) it is 1 - a^2
+ return a * (1 - a)
this is tanh(z) itself: its gradient is 1 - tanh(z)^2
+ return a
the square is missing: 1 - tanh(z)^2
+ return 1 - a
the sign is wrong: it is 1 - tanh(z)^2
+ return a**2 - 1

this is the sigmoid's gradient, g (1 - g): the gradient of tanh is 1 - tanh(z)^2
- a = np.tanh(z)
+ a = sigmoid(z)
- return 1 - a**2
+ return a * (1 - a)

## relu

- return np.maximum(0, z)
this is the ReLU's gradient, the step (one of the notes has this misprint): the ReLU itself is
max(0, z)
+ return np.where(z > 0, 1.0, 0.0)
this is the absolute value: the ReLU is 0 for z < 0
+ return np.abs(z)
this is min(0, z): the ReLU is max(0, z)
+ return np.minimum(0, z)
this is z itself: the ReLU is 0 for z < 0
+ return 1.0 * z
this is max(0, -z): the ReLU is max(0, z)
+ return np.maximum(0, -z)
this is a leaky ReLU: the ReLU is 0 for z < 0
+ return np.maximum(0.01 * z, z)
the values stop at 1: the ReLU has no upper bound
+ return np.clip(z, 0, 1)
this is max(1, z): the ReLU is max(0, z)
+ return np.maximum(1, z)

## relu_gradient

- return np.where(z > 0, 1.0, 0.0)
this is 1 for every z: the slope of max(0, z) is 0 for z < 0
+ return z * 0 + 1
the gradient at the kink, z = 0, should be 0 here: return 1 where z > 0, not where z >= 0
+ return np.where(z >= 0, 1.0, 0.0)
the gradient at the kink, z = 0, should be 0 here, not 1/2
+ return np.heaviside(z, 0.5)
this is the ReLU itself: its slope is 1 or 0
+ return np.maximum(0, z)
this is the sign of z: the slope for z < 0 is 0, not -1
+ return np.sign(z)
the two sides are swapped: return 1 where z > 0, and 0 elsewhere
+ return np.where(z < 0, 1.0, 0.0)
this is the leaky ReLU's gradient: the ReLU's is 0 for z < 0
+ return np.where(z > 0, 1.0, 0.01)

## leaky_relu

- return np.where(z > 0, z, slope * z)
the slope is on the wrong side: return z where z > 0, and slope z elsewhere
+ return np.where(z > 0, slope * z, z)
the slope is on both sides: return z where z > 0
+ return slope * z
the values for z < 0 are positive: slope z is negative there
+ return np.where(z > 0, z, -slope * z)
the slope is always 0.01: use the argument
+ return np.where(z > 0, z, 0.01 * z)
this is the plain ReLU: return slope z for z < 0
+ return np.maximum(0, z)
this is the slope for z < 0: multiply it by z
+ return np.where(z > 0, z, slope)
this is max(slope, z): return slope z for z < 0
+ return np.maximum(slope, z)
this is the gradient: the leaky ReLU is z where z > 0, and slope z elsewhere
+ return np.where(z > 0, 1.0, slope)
z is divided by the slope for z < 0: multiply it
+ return np.where(z > 0, z, z / slope)

## softmax

- return e / e.sum(axis=-1, keepdims=True)
{_NOT_NORMALISED}
+ return e
{_COLUMNS}
+ return e / e.sum(axis=0, keepdims=True)
{_WHOLE_MATRIX}
+ return e / e.sum()
this is the logarithm of softmax: return softmax itself
+ return z - largest - np.log(e.sum(axis=-1, keepdims=True))
each row is divided by its length, the root of the sum of squares: divide by the sum
+ return e / np.sqrt((e**2).sum(axis=-1, keepdims=True))

{_NOT_NORMALISED}
- np.exp(z - largest)
+ np.exp(z)
- return e / e.sum(axis=-1, keepdims=True)
+ return e

{_COLUMNS}
- z.max(axis=-1, keepdims=True)
+ z.max(axis=0, keepdims=True)
- e.sum(axis=-1, keepdims=True)
+ e.sum(axis=0, keepdims=True)

{_COLUMNS}
- np.exp(z - largest)
+ np.exp(z)
- e.sum(axis=-1, keepdims=True)
+ e.sum(axis=0, keepdims=True)

{_WHOLE_MATRIX}
- z.max(axis=-1, keepdims=True)
+ z.max()
- e.sum(axis=-1, keepdims=True)
+ e.sum()

{_WHOLE_MATRIX}
- np.exp(z - largest)
+ np.exp(z)
- e.sum(axis=-1, keepdims=True)
+ e.sum()

this is a sigmoid for each output: softmax divides exp(z_k) by the sum of its row
- np.exp(z - largest)
+ sigmoid(z)
- return e / e.sum(axis=-1, keepdims=True)
+ return e

- e = np.exp(z - largest)
sigmoids are divided by their sum: use exp(z_k) instead
+ e = sigmoid(z)
exp overflows for large z, or a whole row underflows: subtract each row's largest z first
+ e = np.exp(z)
{_WRONG_SIGN}
+ e = np.exp(-z)
exp is missing: z itself is divided by its sum
+ e = z

- largest = z.max(axis=-1, keepdims=True)
the largest z of the whole matrix is subtracted, so a row of much smaller z gives 0/0: subtract the
largest z of each row
+ largest = z.max()
the largest z of each column is subtracted, which changes the differences within a row: subtract
the largest z of each row
+ largest = z.max(axis=0, keepdims=True)

{_WRONG_SIGN}
- z.max(axis=-1, keepdims=True)
+ z.min(axis=-1, keepdims=True)
- z - largest
+ largest - z

## schemes

- variance = 1 / fan_in
{wrong_variance("lecun", "2/n")}
+ variance = 2 / fan_in
{wrong_variance("lecun", "1/n', with n' = fan_out")}
+ variance = 1 / fan_out
{wrong_variance("lecun", weights.COUNTS_BIAS_UNIT)}
+ variance = 1 / (fan_in + 1)
{wrong_variance("lecun", "2/(n + n')")}
+ variance = 2 / (fan_in + fan_out)
{wrong_variance("lecun", weights.UPSIDE_DOWN)}
+ variance = fan_in

- variance = 2 / fan_in
{wrong_variance("he", "1/n")}
+ variance = 1 / fan_in
{wrong_variance("he", "2/n', with n' = fan_out")}
+ variance = 2 / fan_out
{wrong_variance("he", weights.SQUARED)}
+ variance = (2 / fan_in) ** 2

- variance = 2 / (fan_in + fan_out)
{wrong_variance("glorot", "1/(n + n')")}
+ variance = 1 / (fan_in + fan_out)
{wrong_variance("glorot", "1/n")}
+ variance = 1 / fan_in
{wrong_variance("glorot", "2/n")}
+ variance = 2 / fan_in
{wrong_variance("glorot", "6/(n + n'), as for the bound of the uniform rule")}
+ variance = 6 / (fan_in + fan_out)

{wrong_variance("lecun", weights.SQUARED)}
- np.sqrt(variance)
+ variance

- Theta[:, 1:] = rng.normal(0, sigma, (fan_out, fan_in))
{wrong_variance("lecun", "1 in every layer")}
+ Theta[:, 1:] = rng.normal(0, 1, (fan_out, fan_in)) * (sigma > 0)
lecun: {weights.VARIANCE_AS_WEIGHT}
+ Theta[:, 1:] = variance
lecun: {weights.BIASES_DRAWN}
+ Theta = rng.normal(0, sigma, (fan_out, fan_in + 1))
lecun: {weights.NO_NEGATIVE}
+ Theta[:, 1:] = rng.random((fan_out, fan_in)) * sigma
lecun: {weights.UNIFORM}
+ Theta[:, 1:] = rng.uniform(-sigma, sigma, (fan_out, fan_in))
{weights.ALL_ZERO}
+
{weights.ALL_EQUAL}
+ Theta[:, 1:] = rng.normal(0, sigma)
{weights.TRANSPOSED}
+ Theta[:, 1:] = rng.normal(0, sigma, (fan_out, fan_in))
+     Theta = Theta.T
{weights.NO_BIAS_COLUMN}
+ Theta = rng.normal(0, sigma, (fan_out, fan_in))

- rng = np.random.default_rng(rng)
{weights.SEED_IGNORED}
+ rng = np.random.default_rng(0)
{weights.NOT_REPEATABLE}
+ rng = np.random.default_rng()

{weights.NOT_ZERO}
- variance = 0
+ variance = 1 / fan_out

## epsilon

- epsilon = np.sqrt(6) / np.sqrt(fan_in + fan_out)
{weights.FIXED_EPSILON}
+ epsilon = 0.12
{weights.ONLY_FAN_IN}
+ epsilon = np.sqrt(6) / np.sqrt(fan_in)
{weights.ONLY_FAN_OUT}
+ epsilon = np.sqrt(6) / np.sqrt(fan_out)
{weights.NO_LOWER_ROOT}
+ epsilon = np.sqrt(6) / (fan_in + fan_out)
{weights.NO_ROOTS}
+ epsilon = 6 / (fan_in + fan_out)
{weights.NO_UPPER_ROOT}
+ epsilon = 6 / np.sqrt(fan_in + fan_out)
{weights.TWO_FOR_SIX}
+ epsilon = np.sqrt(2) / np.sqrt(fan_in + fan_out)

{weights.EPSILON_IGNORED}
- if epsilon is None:
+ if True:

- return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
{weights.ONLY_POSITIVE}
+ return rng.uniform(0, epsilon, (fan_out, fan_in + 1))
{weights.HALF_AS_WIDE}
+ return rng.uniform(-epsilon / 2, epsilon / 2, (fan_out, fan_in + 1))
{weights.NORMAL}
+ return rng.normal(0, epsilon, (fan_out, fan_in + 1))
{weights.ZERO_BIASES}
+ Theta = rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
+         Theta[:, 0] = 0
+         return Theta
{weights.ALL_EQUAL}
+ return np.full((fan_out, fan_in + 1), epsilon)
{weights.ALL_ZERO}
+ return np.zeros((fan_out, fan_in + 1))

## feature_normalize

- sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)
sigma is computed without subtracting the mean (one of the notes assumes that it is subtracted
already): sigma^2 = 1/m sum (x - mu)^2
+ sigma = np.sqrt(np.sum(X**2, axis=0) / m)
sigma is the variance: take its square root, the standard deviation
+ sigma = np.sum((X - mu) ** 2, axis=0) / m
sigma has 1/(m - 1), like Octave's std: that would train equally well, but use 1/m here (NumPy:
ddof=0)
+ sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0) / (m - 1))
1/m is missing in sigma: sigma^2 = 1/m sum (x - mu)^2
+ sigma = np.sqrt(np.sum((X - mu) ** 2, axis=0))
X is divided by its range, largest minus smallest: divide by the standard deviation
+ sigma = np.max(X, axis=0) - np.min(X, axis=0)
sigma is the mean absolute distance from mu: take the root of the mean square
+ sigma = np.sum(np.abs(X - mu), axis=0) / m

- sigma = np.where(sigma == 0, 1, sigma)
a feature that is the same in all examples gives 0/0: replace its sigma of 0 by 1
+
a small number is added to sigma to avoid division by 0: replace a sigma of 0 by 1, and do not
change the others
+ sigma = sigma + 1e-8

sigma is returned as 0 for a feature that is the same in all examples: return the 1 that you divided
by, or new data will be divided by 0
- sigma = np.where(sigma == 0, 1, sigma)
+
- X_norm = (X - mu) / sigma
+ X_norm = (X - mu) / np.where(sigma == 0, 1, sigma)

the mean and the standard deviation are those of the rows, the examples: features are columns, so
use axis=0
- np.sum(X, axis=0) / m
+ np.mean(X, axis=1, keepdims=True)
- np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)
+ np.std(X, axis=1, keepdims=True)

mu and sigma are single numbers for the whole matrix: compute them for each feature, a column
- np.sum(X, axis=0) / m
+ np.mean(X)
- np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)
+ np.std(X)

mu is the mean of the whole matrix: compute it for each feature, a column
- np.sum(X, axis=0) / m
+ np.full(X.shape[1], np.mean(X))

- X_norm = (X - mu) / sigma
the mean is not subtracted: (X - mu) / sigma
+ X_norm = X / sigma
X - mu is not divided by sigma: (X - mu) / sigma
+ X_norm = X - mu
the parentheses are missing, so only mu is divided: (X - mu) / sigma
+ X_norm = X - mu / sigma
X - mu is multiplied by sigma: divide it
+ X_norm = (X - mu) * sigma

X is scaled to [0, 1]: scale it to mean 0 and standard deviation 1
- np.sum(X, axis=0) / m
+ np.min(X, axis=0)
- np.sqrt(np.sum((X - mu) ** 2, axis=0) / m)
+ np.max(X, axis=0) - np.min(X, axis=0)

## apply_normalization

- return (X - mu) / sigma
new data is normalised by its own mean and standard deviation: use mu and sigma of the training set,
or the same example gets different values
+ return (X - X.mean(axis=0)) / X.std(axis=0)
new data is normalised by its own mean: use mu of the training set
+ return (X - X.mean(axis=0)) / sigma
new data is normalised by its own standard deviation: use sigma of the training set
+ return (X - mu) / X.std(axis=0)
the parentheses are missing, so only mu is divided: (X - mu) / sigma
+ return X - mu / sigma
this undoes the normalisation: (X - mu) / sigma
+ return X * sigma + mu
X - mu is multiplied by sigma: divide it
+ return (X - mu) * sigma
the mean is not subtracted: (X - mu) / sigma
+ return X / sigma
X - mu is not divided by sigma: (X - mu) / sigma
+ return X - mu
sigma is squared: divide by sigma itself
+ return (X - mu) / sigma**2
the square root of sigma is taken: it is the standard deviation already, so divide by sigma itself
+ return (X - mu) / np.sqrt(sigma)

## l2_penalty

the biases are regularised: leave column 0 out of the penalty and of the gradients
- Theta[:, 1:] ** 2
+ Theta**2
- grad[:, 0] = 0
+

- squares = squares + np.sum(Theta[:, 1:] ** 2)
the biases are regularised in the penalty: leave out column 0
+ squares = squares + np.sum(Theta**2)
the weights are summed: sum their squares
+ squares = squares + np.sum(Theta[:, 1:])
the absolute values are summed, which is L1: sum the squares
+ squares = squares + np.sum(np.abs(Theta[:, 1:]))
the sum of the weights is squared: square first, then sum
+ squares = squares + np.sum(Theta[:, 1:]) ** 2
the norm of each Theta is not squared: the penalty is the sum of squares, without a root
+ squares = squares + np.linalg.norm(Theta[:, 1:])
only the last Theta is counted in the penalty: add all of them
+ squares = np.sum(Theta[:, 1:] ** 2)

- grad[:, 0] = 0
the biases are regularised in the gradients: set column 0 to zero
+
column 0 is missing from the gradients: a gradient has the shape of its Theta, with zeros for the
biases
+ grad = grad[:, 1:]

the first row is left out, not the first column: the bias is column 0
- Theta[:, 1:] ** 2
+ Theta[1:] ** 2
- grad[:, 0] = 0
+ grad[0] = 0

- penalty = lambda_ / (2 * m) * squares
the penalty has lambda/m instead of lambda/(2m)
+ penalty = lambda_ / m * squares
the penalty has lambda/2 instead of lambda/(2m): that is the weight decay of other notes
+ penalty = lambda_ / 2 * squares
the penalty has lambda instead of lambda/(2m)
+ penalty = lambda_ * squares
only the first Theta is counted in the penalty: add all of them
+ penalty = lambda_ / (2 * m) * np.sum(thetas[0][:, 1:] ** 2)
the squares are averaged over the Thetas: add them
+ penalty = lambda_ / (2 * m) * squares / len(thetas)

- grad = lambda_ / m * Theta
the gradients have lambda/(2m) instead of lambda/m: the 2 cancels when the square is differentiated
+ grad = lambda_ / (2 * m) * Theta
the gradients have lambda instead of lambda/m
+ grad = lambda_ * Theta
the gradients have 2 lambda/m: with lambda/(2m) in the penalty it is lambda/m
+ grad = 2 * lambda_ / m * Theta
the gradients have the wrong sign: they are lambda/m Theta
+ grad = -lambda_ / m * Theta
the gradients contain the squares: the derivative of lambda/(2m) Theta^2 is lambda/m Theta
+ grad = lambda_ / m * Theta**2

## dropout

- return A * kept / keep_prob
the division by keep_prob is missing: it makes up for the units that are dropped
+ return A * kept
kept units are divided by 1 - keep_prob: divide by keep_prob, the probability of keeping a unit
+ return A * kept / (1 - keep_prob)
kept units are multiplied by keep_prob: divide them
+ return A * kept * keep_prob
kept units are divided by the fraction that happens to be kept: divide by keep_prob
+ return A * kept / kept.mean()
this is the mask: multiply it by A
+ return kept / keep_prob
no unit is dropped: multiply by 1 where U < keep_prob, and by 0 elsewhere
+ return A / keep_prob

- kept = U < keep_prob
kept and dropped units are swapped: keep a unit where U < keep_prob
+ kept = U > keep_prob
units are kept with probability 1 - keep_prob: keep a unit where U < keep_prob
+ kept = U < 1 - keep_prob
units are kept where U > 1 - keep_prob: the probability is the same, but use U < keep_prob here
+ kept = U > 1 - keep_prob
A is multiplied by U itself: U only decides which units are kept, by a mask of 1 and 0
+ kept = U
all examples drop the same units: use a row of U for each row of A
+ kept = U[0] < keep_prob

units are kept with probability 1 - keep_prob and divided by it: use keep_prob for both
- U < keep_prob
+ U < 1 - keep_prob
- A * kept / keep_prob
+ A * kept / (1 - keep_prob)

kept and dropped units are swapped, and kept units are divided by 1 - keep_prob: keep a unit where
U < keep_prob, and divide by keep_prob
- U < keep_prob
+ U > keep_prob
- A * kept / keep_prob
+ A * kept / (1 - keep_prob)

- if predicting:
units are dropped in prediction too: return A unchanged there
+ if False:
training and prediction are swapped: drop units unless predicting
+ if not predicting:

- return A
-     kept
A is multiplied by keep_prob in prediction: with inverted dropout return A unchanged, since training
divides by keep_prob already
+ return A * keep_prob
+     kept
A is divided by keep_prob in prediction: return A unchanged
+ return A / keep_prob
+     kept

## early_stopping

- if t - best >= patience:
it stops one iteration late: stop as soon as t - best is patience
+ if t - best > patience:
it stops one iteration early: stop when t - best is patience
+ if t - best >= patience - 1:
it never stops before the end
+ if False:
it stops at the first cost that is not lower: wait until t - best is patience
+ if t > best:

- return best, t
-     return best, t
the last iteration is returned instead of the best
+ return t, t
+     return t, t
the two results are swapped: return the best iteration first, then the last
+ return t, best
+     return t, best
the best is taken from all costs: those after the stop would never be computed
+ return int(np.argmin(dev_costs)), t
+     return best, t
the dev cost is returned: return the number of its iteration
+ return dev_costs[best], t
+     return dev_costs[best], t
the iterations are counted from 1: dev_costs[0] is that of iteration 0, before training
+ return best + 1, t + 1
+     return best + 1, t + 1
if it never stops early, the last iteration is len(dev_costs) - 1
+ return best, t
+     return best, t + 1

the count of bad iterations is not reset when a lower cost is found
- best = 0
+ best, bad = 0, 0
- best = t
+ best, bad = t, bad - 1
- if t - best >= patience:
+ bad += t > 0
+         if bad >= patience:

each cost is compared with the previous one: compare it with the best so far
- best = 0
+ best, bad = 0, 0
- if t - best >= patience:
+ bad = bad + 1 if t and dev_costs[t] >= dev_costs[t - 1] else 0
+         if bad >= patience:

- if dev_costs[t] < dev_costs[best]:
a cost equal to the best counts as better: it must be lower
+ if dev_costs[t] <= dev_costs[best]:
the largest cost is kept: a lower dev cost is better
+ if dev_costs[t] > dev_costs[best]:
""")
