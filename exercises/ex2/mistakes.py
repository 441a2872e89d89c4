"""Mistakes that learners make in exercise 2, as changes to the worked solution."""

from exercises.catalogue import catalogue

# A mistake in the loop before J and dz shows in both results, so it belongs to both parts.
_BEFORE_J_AND_DZ = """
the bias b is missing from z: z = w' x + b
- w @ X[i] + b
+ w @ X[i]

the bias is taken from the end of theta_vec: it comes first, before the weights
- float(theta_vec[0]), theta_vec[1:]
+ float(theta_vec[-1]), theta_vec[:-1]

- for i in range(m):
the first example is missing: use range(m), which starts at 0 like the rows of X
+ for i in range(1, m):
the last example is missing: use range(m), which ends with m - 1
+ for i in range(m - 1):

only the first example is counted: move the return out of the loop
- return J / m
+     return J / m
"""

MISTAKES = catalogue(f"""
## sigmoid

- return 1 / (1 + np.exp(-z))
the minus in the exponent is missing: g(z) = 1 / (1 + exp(-z)) rises with z
+ return 1 / (1 + np.exp(z))
the parentheses around 1 + exp(-z) are missing: all of it is the denominator
+ return 1 / 1 + np.exp(-z)
the denominator is 1 - exp(-z): it should be 1 + exp(-z)
+ return 1 / (1 - np.exp(-z))
this is exp(-z) only: g(z) = 1 / (1 + exp(-z))
+ return np.exp(-z)
right for moderate z, but exp(z) / (1 + exp(z)) is infinity over infinity for large z: use
1 / (1 + exp(-z))
+ return np.exp(z) / (1 + np.exp(z))
this is the slope g'(z) = g(z) (1 - g(z)): return g(z) itself
+ g = 1 / (1 + np.exp(-z))
+     return g * (1 - g)
this is tanh, with values from -1 to 1: the sigmoid's values are between 0 and 1
+ return np.tanh(z)
the values are scaled to sum to 1, as in a softmax: apply g to each number on its own
+ return np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
the result is rounded to 0 or 1: g(z) can be any number between 0 and 1
+ return np.round(1 / (1 + np.exp(-z)))

## hypothesis

- h = sigmoid(z)
this is z: the sigmoid is missing, h = g(z)
+ h = z
the sigmoid is applied twice: apply it once, h = g(z)
+ h = sigmoid(sigmoid(z))
h is 1 - g(z), the probability of class 0: return g(z), the probability of class 1
+ h = 1 - sigmoid(z)
h is already rounded to 0 or 1: return the probability, and leave the class to predict
+ h = (sigmoid(z) >= 0.5) * 1.0

- z = X @ w + b
the bias b is missing from z: z = w1 x1 + ... + wn xn + b
+ z = X @ w
b is subtracted: z = X w + b
+ z = X @ w - b

the bias is taken from the end of theta_vec: it comes first, before the weights
- = theta_vec[0], theta_vec[1:]
+ = theta_vec[-1], theta_vec[:-1]

b is added after the sigmoid: it belongs to z, h = g(X w + b)
- X @ w + b
+ X @ w
- h = sigmoid(z)
+ h = sigmoid(z) + b

- return h.reshape(-1, 1)
right values, wrong shape: h is a vector, (m,), and should be a column, (m, 1), with one row for
each example; use h.reshape(-1, 1)
+ return h
right values, wrong shape: h is a row, (1, m), and should be (m, 1), with one row for each example
+ return h.reshape(1, -1)

## loop_cost
{_BEFORE_J_AND_DZ}
- return J / m, np.concatenate([[db], dw]) / m
1/m is missing in J: J is the mean over the examples
+ return J, np.concatenate([[db], dw]) / m
J is divided by n, the number of features: it is the mean over the m rows of X
+ return J / n, np.concatenate([[db], dw]) / m

J is divided by m in every pass of the loop: divide once, after the loop
- J = J - (y[i]
+ J = (J - (y[i]
- np.log(1 - a))
+ np.log(1 - a))) / m
- return J / m
+ return J

- J = J - (y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
the minus in front of J is missing
+ J = J + (y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
log(a) is in both terms: the second is log(1 - a) (the slides have this misprint)
+ J = J - (y[i] * np.log(a) + (1 - y[i]) * np.log(a))
J is NaN, the log of a negative number: write log(1 - a), not log(a - 1) (one of the notes has this
misprint), and check that a is a sigmoid's output
+ J = J - (y[i] * np.log(a) + (1 - y[i]) * np.log(a - 1))
a and 1 - a are swapped: y multiplies log(a), 1 - y multiplies log(1 - a)
+ J = J - (y[i] * np.log(1 - a) + (1 - y[i]) * np.log(a))
only the examples with y = 1 are counted: add (1 - y) log(1 - a)
+ J = J - (y[i] * np.log(a))
only the examples with y = 0 are counted: add y log(a)
+ J = J - ((1 - y[i]) * np.log(1 - a))
the two terms have opposite signs: the minus applies to both, -[ ... + ... ]
+ J = J - (y[i] * np.log(a) - (1 - y[i]) * np.log(1 - a))
the logs are taken of z: take them of a = g(z)
+ J = J - (y[i] * np.log(z_i) + (1 - y[i]) * np.log(1 - z_i))
log10 is used: use the natural logarithm, np.log
+ J = J - (y[i] * np.log10(a) + (1 - y[i]) * np.log10(1 - a))
only the last example is counted, because J is replaced in every pass: add to it, J = J + ...
+ J = -(y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
this is the squared error: use the cross entropy
+ J = J + (a - y[i]) ** 2 / 2

## loop_gradient
{_BEFORE_J_AND_DZ}
- return J / m, np.concatenate([[db], dw]) / m
1/m is missing in the gradient: db and dw are means over the examples
+ return J / m, np.concatenate([[db], dw])
1/m is missing in db
+ return J / m, np.concatenate([[db], dw / m])
1/m is missing in dw
+ return J / m, np.concatenate([[db / m], dw])
db is at the end: it comes first, like b in theta_vec
+ return J / m, np.concatenate([dw, [db]]) / m
db is missing: grad_vec is db followed by dw, as long as theta_vec
+ return J / m, dw / m
db and dw are returned separately: join them into one vector, db first
+ return J / m, (db / m, dw / m)

- dz = a - y[i]
dz has the wrong sign: it is a - y, not y - a
+ dz = y[i] - a
dz is multiplied by g'(z): with the cross entropy that cancels, dz = a - y
+ dz = (a - y[i]) * a * (1 - a)
dz is z - y: it is a - y, with a = g(z)
+ dz = z_i - y[i]
dz is computed from the class, 0 or 1: it is a - y, with the probability a
+ dz = (a >= 0.5) * 1.0 - y[i]

only the last example is counted, because db and dw are replaced in every pass: add to them
- db = db + dz
+ db = dz
- dw = dw + dz * X[i]
+ dw = dz * X[i]

only the last example is counted in db: db = db + dz
- db = db + dz
+ db = dz

- dw = dw + dz * X[i]
only the last example is counted in dw: dw = dw + x dz
+ dw = dz * X[i]
x is missing from dw: dw = dw + x dz
+ dw = dw + dz
dw has w instead of x: dw = dw + x dz
+ dw = dw + dz * w

## cost

- J = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / m
1/m is missing in J: J is the mean over the examples
+ J = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h))
J is divided by m twice: np.mean already divides
+ J = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h)) / m
J is divided by n, the number of features: it is the mean over the m rows of X
+ J = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / X.shape[1]
the minus in front of J is missing
+ J = np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / m
log(h) is in both terms: the second is log(1 - h) (the slides have this misprint)
+ J = -np.sum(y * np.log(h) + (1 - y) * np.log(h)) / m
J is NaN, the log of a negative number: write log(1 - h), not log(h - 1) (one of the notes has this
misprint), and check that h is a sigmoid's output
+ J = -np.sum(y * np.log(h) + (1 - y) * np.log(h - 1)) / m
h and 1 - h are swapped: y multiplies log(h), 1 - y multiplies log(1 - h)
+ J = -np.sum(y * np.log(1 - h) + (1 - y) * np.log(h)) / m
only the examples with y = 1 are counted: add (1 - y) log(1 - h)
+ J = -np.sum(y * np.log(h)) / m
only the examples with y = 0 are counted: add y log(h)
+ J = -np.sum((1 - y) * np.log(1 - h)) / m
the minus applies only to the first sum: it applies to both, -1/m [ ... + ... ]
+ J = -np.sum(y * np.log(h) - (1 - y) * np.log(1 - h)) / m
the parentheses around 1 - y are missing
+ J = -np.sum(y * np.log(h) + 1 - y * np.log(1 - h)) / m
log10 is used: use the natural logarithm, np.log
+ J = -np.sum(y * np.log10(h) + (1 - y) * np.log10(1 - h)) / m
this is the squared error: use the cross entropy
+ J = np.sum((h - y) ** 2) / (2 * m)

h is (m, 1) and y is (m,), so their product is m x m, every label with every output: use the column
as a vector, h[:, 0]
- X)[:, 0]
+ X)
- np.concatenate([[np.sum(dz)], X.T @ dz]) / m
+ np.zeros(theta_vec.size)

## gradient

- grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz]) / m
1/m is missing in the gradient: db and dw are means over the examples
+ grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz])
1/m is missing in db
+ grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz / m])
1/m is missing in dw
+ grad_vec = np.concatenate([[np.mean(dz)], X.T @ dz])
the gradient is divided by n, the number of features: it is the mean over the m rows of X
+ grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz]) / X.shape[1]
db is at the end: it comes first, like b in theta_vec
+ grad_vec = np.concatenate([X.T @ dz, [np.sum(dz)]]) / m
x is missing: every weight gets the derivative of the bias
+ grad_vec = np.full(theta_vec.size, np.sum(dz)) / m
grad_vec is a column: make it a vector, like theta_vec, with ravel
+ grad_vec = np.concatenate([[np.sum(dz)], X.T @ dz]) / m
+     return J, grad_vec.reshape(-1, 1)

- dz = h - y
dz has the wrong sign: it is h - y, not y - h
+ dz = y - h
dz is multiplied by g'(z): with the cross entropy that cancels, dz = h - y
+ dz = (h - y) * h * (1 - h)
dz is z - y: it is h - y, with h = g(z)
+ dz = X @ theta_vec[1:] + theta_vec[0] - y
dz is computed from the class, 0 or 1: it is h - y, with the probability h
+ dz = (h >= 0.5) - y

db is missing: grad_vec is db followed by dw, as long as theta_vec
- np.concatenate([[np.sum(dz)], X.T @ dz])
+ X.T @ dz
- grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
+

## regularisation

lambda is missing: add lambda/(2m) sum w^2 to J and lambda/m w to dw
- J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:] ** 2)
+ J = J
- grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
+

- grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
lambda is missing from the gradient: add lambda/m w to dw, not to db
+
the bias is regularised in the gradient: add lambda/m w to dw only, not to db
+ grad_vec = grad_vec + lambda_ / m * theta_vec
the gradient has lambda instead of lambda/m (a misprint on the slides)
+ grad_vec[1:] = grad_vec[1:] + lambda_ * theta_vec[1:]
the gradient has lambda/(2m) instead of lambda/m: the 2 cancels when the square is differentiated
+ grad_vec[1:] = grad_vec[1:] + lambda_ / (2 * m) * theta_vec[1:]
lambda/m w is subtracted in the gradient: add it
+ grad_vec[1:] = grad_vec[1:] - lambda_ / m * theta_vec[1:]

- J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:] ** 2)
lambda is missing from J: add lambda/(2m) times the sum of the squared weights
+ J = J
the bias is regularised in J: leave theta_0 out of the squares
+ J = J + lambda_ / (2 * m) * np.sum(theta_vec**2)
J has lambda/m instead of lambda/(2m)
+ J = J + lambda_ / m * np.sum(theta_vec[1:] ** 2)
J has lambda/2 instead of lambda/(2m): that is the weight decay of other notes
+ J = J + lambda_ / 2 * np.sum(theta_vec[1:] ** 2)
the weights are summed in J: sum their squares
+ J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:])
the sum of the weights is squared in J: square first, then sum
+ J = J + lambda_ / (2 * m) * np.sum(theta_vec[1:]) ** 2
the penalty is subtracted from J: add it
+ J = J - lambda_ / (2 * m) * np.sum(theta_vec[1:] ** 2)

the bias is regularised in J and in the gradient: leave theta_0 out of both
- theta_vec[1:] ** 2
+ theta_vec**2
- grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
+ grad_vec = grad_vec + lambda_ / m * theta_vec

the last weight is left out instead of the bias: the bias is element 0
- theta_vec[1:] ** 2
+ theta_vec[:-1] ** 2
- grad_vec[1:] = grad_vec[1:] + lambda_ / m * theta_vec[1:]
+ grad_vec[:-1] = grad_vec[:-1] + lambda_ / m * theta_vec[:-1]

m is missing in both: J has lambda/(2m), and the gradient lambda/m
- lambda_ / (2 * m)
+ lambda_ / 2
- lambda_ / m
+ lambda_

## predict

- return np.where(h[:, 0] >= 0.5, 1, 0)
this is h: return the class, 1 where h >= 0.5 and 0 elsewhere
+ return h
this is h as a vector: return the class, 1 where h >= 0.5 and 0 elsewhere
+ return h[:, 0]
every example gets class 1, because h is never below 0: compare h with 0.5 (0 is the threshold of z)
+ return np.where(h[:, 0] >= 0, 1, 0)
z is compared with 0.5: that is the threshold of h, and that of z is 0
+ return np.where(X @ theta_vec[1:] + theta_vec[0] >= 0.5, 1, 0)
the classes are swapped: return 1 where h >= 0.5
+ return np.where(h[:, 0] < 0.5, 1, 0)
h = 0.5 should give class 1: use >=, since > and rounding give 0
+ return np.where(h[:, 0] > 0.5, 1, 0)
the classes are 1 and 2: here they are 0 and 1
+ return np.where(h[:, 0] >= 0.5, 2, 1)
the classes are 1 and -1: here they are 1 and 0
+ return np.where(h[:, 0] >= 0.5, 1, -1)
every example gets class 0: argmax over one output is always 0, int(h) rounds down, and h is never
above 1; compare h with 0.5
+ return h.argmax(axis=1)
right values, wrong shape: return a vector, (m,), with one class for each example, not a column
+ return np.where(h >= 0.5, 1, 0)
""")
