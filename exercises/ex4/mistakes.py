"""Mistakes that learners make in exercise 4, as changes to the worked solution."""

from exercises.catalogue import catalogue
from exercises.grading import weights

MISTAKES = catalogue(f"""
## cost

- J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
1/m is missing in J: J is the mean over the examples
+ J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h))
the minus in front of J is missing
+ J = np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
only the terms with y = 1 are summed: add (1 - y) log(1 - h)
+ J = -np.sum(Y * np.log(h)) / m
log(h) is in both terms: the second is log(1 - h) (the slides have this misprint)
+ J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(h)) / m
h and 1 - h are swapped: y multiplies log(h), 1 - y multiplies log(1 - h)
+ J = -np.sum(Y * np.log(1 - h) + (1 - Y) * np.log(h)) / m
the sum over the classes is also divided by K: divide by m only
+ J = -np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m / K
only the diagonal is summed, one class for each example: sum all elements of Y * log(h)
+ J = -np.trace(Y * np.log(h) + (1 - Y) * np.log(1 - h)) / m
all of a matrix product is summed, but only its diagonal counts: multiply element by element,
Y * log(h)
+ J = -np.sum(Y.T @ np.log(h) + (1 - Y).T @ np.log(1 - h)) / m
this is the squared error: use the cross entropy
+ J = np.sum((h - Y) ** 2) / (2 * m)

- Y = np.eye(K)[y]
the labels are one too low: class k is output unit k, counted from 0
+ Y = np.eye(K)[y - 1]
the labels are one too high: class k is output unit k, counted from 0
+ Y = np.eye(K)[(y + 1) % K]

- a2 = np.column_stack([np.ones(m), sigmoid(z2)])
a2 has no bias unit: put a column of ones in front before multiplying by Theta2'
+ a2 = np.column_stack([np.zeros(m), sigmoid(z2)])
the sigmoid is missing in the hidden layer: a2 = g(z2)
+ a2 = np.column_stack([np.ones(m), z2])
the sigmoid is applied to the bias unit: put the ones in front after g
+ a2 = sigmoid(np.column_stack([np.ones(m), z2]))

a1 has no bias unit: put a column of ones in front of X
- [np.ones(m), X]
+ [np.zeros(m), X]

the column of ones is at the end: the bias is column 0
- [np.ones(m), X]
+ [X, np.ones(m)]
- [np.ones(m), sigmoid(z2)]
+ [sigmoid(z2), np.ones(m)]

the output is a softmax: here every output unit is a sigmoid
- h = sigmoid(z3)
+ h = np.exp(z3) / np.exp(z3).sum(axis=1, keepdims=True)

the vector fills each Theta row by row: Octave's order is column by column, order="F"
- reshape(s_out, s_in + 1, order="F")
+ reshape(s_out, s_in + 1)

## regularised_cost

- J = J + lambda_ / (2 * m) * squares
lambda is missing from J: add lambda/(2m) times the sum of the squared weights
+ J = J
J has lambda/m instead of lambda/(2m)
+ J = J + lambda_ / m * squares
J has lambda/2 instead of lambda/(2m): that is the weight decay of other notes
+ J = J + lambda_ / 2 * squares
the penalty is subtracted: add it
+ J = J - lambda_ / (2 * m) * squares

- squares = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2)
the bias columns are regularised in J: leave out column 0 of both Thetas
+ squares = np.sum(Theta1**2) + np.sum(Theta2**2)
the bias column of Theta1 is regularised in J: leave out its column 0
+ squares = np.sum(Theta1**2) + np.sum(Theta2[:, 1:] ** 2)
the bias column of Theta2 is regularised in J: leave out its column 0
+ squares = np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2**2)
the first row is left out of the penalty, not the first column: the bias is column 0
+ squares = np.sum(Theta1[1:] ** 2) + np.sum(Theta2[1:] ** 2)
only Theta1 is regularised in J: add the squares of Theta2
+ squares = np.sum(Theta1[:, 1:] ** 2)
only Theta2 is regularised in J: add the squares of Theta1
+ squares = np.sum(Theta2[:, 1:] ** 2)
the weights are summed in the penalty: sum their squares
+ squares = np.sum(Theta1[:, 1:]) + np.sum(Theta2[:, 1:])
the sum of the weights is squared: square first, then sum
+ squares = np.sum(Theta1[:, 1:]) ** 2 + np.sum(Theta2[:, 1:]) ** 2

## sigmoid_gradient

- g = sigmoid(z)
z is used as if it were g(z): compute g = sigmoid(z) first, then g (1 - g)
+ g = z
the sigmoid is applied twice: with g = sigmoid(z) the derivative is g (1 - g)
+ g = sigmoid(sigmoid(z))

- return g * (1 - g)
this is g itself: its derivative is g(z) (1 - g(z))
+ return g
this is 1 - g(z)^2, the derivative of tanh: the sigmoid's is g(z) (1 - g(z))
+ return 1 - g**2
this is g (g - 1), which has the wrong sign: the derivative is g(z) (1 - g(z))
+ return g * (g - 1)

## gradient

1/m is missing in D1 and D2: D = Delta / m
- Delta1 / m
+ Delta1
- Delta2 / m
+ Delta2

1/m is missing in D1
- Delta1 / m
+ Delta1

1/m is missing in D2
- Delta2 / m
+ Delta2

- delta3 = h - Y
delta3 has the wrong sign: it is a3 - y, not y - a3
+ delta3 = Y - h
delta3 is multiplied by g'(z3): with the cross entropy that cancels, delta3 = a3 - y
+ delta3 = (h - Y) * sigmoid_gradient(z3)

- delta2 = (delta3 @ Theta2[:, 1:]) * sigmoid_gradient(z2)
g'(z2) is missing from delta2: multiply by sigmoid_gradient(z2), element by element (some slides
leave it out)
+ delta2 = delta3 @ Theta2[:, 1:]
g' is taken at a2 instead of z2 in delta2: multiply by sigmoid_gradient(z2)
+ delta2 = (delta3 @ Theta2[:, 1:]) * sigmoid_gradient(sigmoid(z2))
delta2 is multiplied by g(z2) instead of g'(z2)
+ delta2 = (delta3 @ Theta2[:, 1:]) * sigmoid(z2)
delta2 includes the bias unit: drop the first column of Theta2, since nothing feeds the bias unit
+ delta2 = (delta3 @ Theta2[:, :-1]) * sigmoid_gradient(z2)

the bias unit of a1 is missing from Delta1: without it, the first column of D1 is zero
- delta2.T @ a1
+ delta2.T @ (a1 * (np.arange(a1.shape[1]) > 0))

the bias unit of a2 is missing from Delta2: without it, the first column of D2 is zero
- delta3.T @ a2
+ delta3.T @ (a2 * (np.arange(a2.shape[1]) > 0))

Delta2 has z2 instead of a2: Delta2 = delta3' a2
- delta3.T @ a2
+ delta3.T @ np.column_stack([np.ones(m), z2])

- grad_vec = np.concatenate([D1.ravel(order="F"), D2.ravel(order="F")])
the gradients are unrolled row by row: Octave's D(:) goes column by column, order="F"
+ grad_vec = np.concatenate([D1.ravel(), D2.ravel()])
D2 comes before D1 in grad_vec: unroll them in the order of the Thetas
+ grad_vec = np.concatenate([D2.ravel(order="F"), D1.ravel(order="F")])

only the last example is counted: Delta is the sum over all examples
- delta2.T @ a1
+ delta2[-1:].T @ a1[-1:]
- delta3.T @ a2
+ delta3[-1:].T @ a2[-1:]

## regularised_gradient

lambda is missing from D1 and D2: add lambda/m Theta, except to column 0
- D1[:, 1:] = D1[:, 1:] + lambda_ / m * Theta1[:, 1:]
+
- D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]
+

the bias columns are regularised in D1 and D2: lambda/m belongs to columns 1.. only
- D1[:, 1:] = D1[:, 1:] + lambda_ / m * Theta1[:, 1:]
+ D1 = D1 + lambda_ / m * Theta1
- D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]
+ D2 = D2 + lambda_ / m * Theta2

- D1[:, 1:] = D1[:, 1:] + lambda_ / m * Theta1[:, 1:]
lambda is missing from D1
+
the bias column is regularised in D1: lambda/m belongs to columns 1.. only
+ D1 = D1 + lambda_ / m * Theta1

- D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]
lambda is missing from D2
+
the bias column is regularised in D2: lambda/m belongs to columns 1.. only
+ D2 = D2 + lambda_ / m * Theta2

D1 and D2 have lambda instead of lambda/m (a misprint on the slides)
- lambda_ / m * Theta1
+ lambda_ * Theta1
- lambda_ / m * Theta2
+ lambda_ * Theta2

D1 and D2 have lambda/(2m) instead of lambda/m: the 2 cancels when the square is differentiated
- lambda_ / m * Theta1
+ lambda_ / (2 * m) * Theta1
- lambda_ / m * Theta2
+ lambda_ / (2 * m) * Theta2

lambda/m Theta is subtracted in D1 and D2: add it
- D1[:, 1:] + lambda_
+ D1[:, 1:] - lambda_
- D2[:, 1:] + lambda_
+ D2[:, 1:] - lambda_

## compute_numerical_gradient

- grad_approx[i] = (J(theta_plus, *args) - J(theta_minus, *args)) / (2 * epsilon)
the difference is one-sided: use (J(theta + eps) - J(theta - eps)) / (2 eps)
+ grad_approx[i] = (J(theta_plus, *args) - J(theta, *args)) / epsilon
the difference is one-sided, to the left: use (J(theta + eps) - J(theta - eps)) / (2 eps)
+ grad_approx[i] = (J(theta, *args) - J(theta_minus, *args)) / epsilon
the difference is divided by eps: divide by 2 eps
+ grad_approx[i] = (J(theta_plus, *args) - J(theta_minus, *args)) / epsilon
the difference has the wrong sign: J(theta + eps) comes first (one of the notes has this misprint)
+ grad_approx[i] = (J(theta_minus, *args) - J(theta_plus, *args)) / (2 * epsilon)
the division by 2 eps is missing
+ grad_approx[i] = J(theta_plus, *args) - J(theta_minus, *args)

theta_i is not restored: undo the change before you move the next element
- theta_plus = theta.copy()
-         theta_minus = theta.copy()
+ if i == 0:
+             theta_plus, theta_minus = theta.copy(), theta.copy()

all elements of theta are changed at once: a partial derivative needs only theta_i changed
- theta_plus[i] = theta_plus[i] + epsilon
+ theta_plus = theta_plus + epsilon
- theta_minus[i] = theta_minus[i] - epsilon
+ theta_minus = theta_minus - epsilon

## rand_initialize_weights

- return rng.uniform(-epsilon, epsilon, (fan_out, fan_in + 1))
{weights.ALL_ZERO}
+ return np.zeros((fan_out, fan_in + 1))
{weights.ALL_EQUAL}
+ return np.full((fan_out, fan_in + 1), epsilon)
{weights.ONLY_POSITIVE}
+ return rng.uniform(0, epsilon, (fan_out, fan_in + 1))
{weights.HALF_AS_WIDE}
+ return rng.uniform(-epsilon / 2, epsilon / 2, (fan_out, fan_in + 1))
{weights.NO_EPSILON}
+ return rng.uniform(-1, 1, (fan_out, fan_in + 1))
{weights.NORMAL}
+ return rng.normal(0, epsilon, (fan_out, fan_in + 1))
{weights.TRANSPOSED}
+ return rng.uniform(-epsilon, epsilon, (fan_in + 1, fan_out))
{weights.NO_BIAS_COLUMN}
+ return rng.uniform(-epsilon, epsilon, (fan_out, fan_in))

{weights.SEED_IGNORED}
- np.random.default_rng(rng)
+ np.random.default_rng(0)
""")
