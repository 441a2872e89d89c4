"""Mistakes that learners make in exercise 3, as changes to the worked solution."""

from exercises.catalogue import catalogue

MISTAKES = catalogue("""
## unroll

- columns.append(Theta.ravel(order="F"))
the matrices are unrolled row by row: Octave's Theta(:) goes column by column, order="F"
+ columns.append(Theta.ravel())
the bias columns are missing: unroll all of each Theta, with column 0
+ columns.append(Theta[:, 1:].ravel(order="F"))
each bias column comes after the weights: it is column 0, so it comes first
+ columns.append(np.roll(Theta, -1, axis=1).ravel(order="F"))

the biases of all layers come first, together: unroll one whole Theta after the other
- Theta.ravel(order="F")
+ Theta[:, 1:].ravel(order="F")
- np.concatenate(columns)
+ np.concatenate([Theta[:, 0] for Theta in thetas] + columns)

- for Theta in thetas:
the last Theta comes first: the order is Theta1, Theta2, ...
+ for Theta in thetas[::-1]:
only Theta1 is unrolled: unroll every matrix in the list
+ for Theta in thetas[:1]:
only Theta1 and Theta2 are unrolled: unroll every matrix in the list
+ for Theta in thetas[:2]:

- return np.concatenate(columns)
the matrices are unrolled but not joined: join them into one vector with np.concatenate
+ return columns
right values, wrong shape: theta_vec is a vector, (n,), not a column
+ return np.concatenate(columns).reshape(-1, 1)

## reshape_params

- Theta = theta_vec[start:stop].reshape((s_out, s_in + 1), order="F")
the vector fills each Theta row by row: Octave's order is column by column, order="F"
+ Theta = theta_vec[start:stop].reshape((s_out, s_in + 1))
Theta is transposed: it is (s_out, s_in + 1), with one row for each unit it feeds
+ Theta = theta_vec[start:stop].reshape((s_in + 1, s_out))
Theta has the wrong shape, (s_in + 1, s_out), and its values are mixed up: it is (s_out, s_in + 1),
with one row for each unit it feeds
+ Theta = theta_vec[start:stop].reshape((s_in + 1, s_out), order="F")

the bias column is not counted: Theta has s_in + 1 columns
- s_out * (s_in + 1)
+ s_out * s_in
- (s_out, s_in + 1)
+ (s_out, s_in)

the bias column is missing: keep column 0 of Theta
- thetas.append(Theta)
+ thetas.append(Theta[:, 1:])

- start = stop
every Theta is cut from the beginning of the vector: each starts where the one before ended
+
Theta1 and Theta2 are right, but from Theta3 on the start is wrong: it is the sum of the lengths of
all Thetas before
+ start = s_out * (s_in + 1)

- return thetas
Theta1 and Theta2 are swapped in the list: Theta1, which the input feeds, comes first
+ return thetas[::-1]
only Theta1 is returned: move the return out of the loop
+     return thetas
only Theta1 and Theta2 are returned: a network may have more layers, or fewer
+ return thetas[:2]

the last Theta is cut from the beginning of the vector: Theta1 is first in theta_vec
- zip(network, network[1:])
+ reversed(list(zip(network, network[1:])))
- thetas.append(Theta)
+ thetas.insert(0, Theta)

## add_bias

- return np.column_stack([np.ones(m), A])
the column of ones is at the end: it is column 0, like the bias in Theta
+ return np.column_stack([A, np.ones(m)])
the column is zeros: the bias unit is 1
+ return np.column_stack([np.zeros(m), A])
a row of ones is added on top: examples are rows, so the bias unit is a column
+ return np.vstack([np.ones(A.shape[1]), A])
the first column is overwritten: add the ones as an extra column
+ return np.column_stack([np.ones(m), A[:, 1:]])
the result is one long vector: np.insert needs axis=1
+ return np.insert(A, 0, 1)
1 is added to every number: add a column of ones instead
+ return A + 1
this is only the column of ones: put A to its right
+ return np.ones((m, 1))

## forward

- return activations
the activations a1, a2, ... are returned with their bias columns: return them without
+ return [add_bias(a) for a in activations[:-1]] + activations[-1:]
a1 is returned with its bias column: return X unchanged
+ return [add_bias(X)] + activations[1:]
the hidden layers are returned with their bias columns: return a2, ... without
+ return [X] + [add_bias(a) for a in activations[1:-1]] + activations[-1:]
all activations are returned with a bias column, even the output: return them without
+ return [add_bias(a) for a in activations]
a1 is missing from the list: it is X
+ return activations[1:]
the output is missing from the list: there is one more activation than there are Thetas
+ return activations[:-1]
only the output is returned: return a list of all activations, [a1, a2, ..., aL]
+ return a
the activations are transposed: one row for each example, one column for each unit
+ return [a.T for a in activations]
all activations except X are transposed: one row for each example, one column for each unit
+ return [X] + [a.T for a in activations[1:]]

the list contains z: it should contain a = g(z)
- activations.append(a)
+ activations.append(z)

- z = add_bias(a) @ Theta.T
the hidden layers have no bias unit: put a column of ones in front of a2 as well
+ z = a @ Theta[:, 1:].T + (Theta[:, 0] if a is X else 0)
a1 has no bias unit: put a column of ones in front of X
+ z = a @ Theta[:, 1:].T + (0 if a is X else Theta[:, 0])
no layer has a bias unit: put a column of ones in front of every a before multiplying by Theta'
+ z = a @ Theta[:, 1:].T
the column of ones is at the end: the bias is column 0
+ z = np.column_stack([a, np.ones(len(a))]) @ Theta.T
the sigmoid is applied to the bias unit: put the ones in front after g
+ one = 1 if a is X else sigmoid(1)
+         z = np.column_stack([np.full(len(a), one), a]) @ Theta.T

- a = sigmoid(z)
the sigmoid is missing in the hidden layers: a2 = g(z2)
+ a = sigmoid(z) if len(activations) == len(network) - 1 else z
the sigmoid is missing at the output: h = g(z)
+ a = z if len(activations) == len(network) - 1 else sigmoid(z)
the sigmoid is missing in every layer: a = g(z)
+ a = z
the sigmoid is applied twice at the output: apply it once, h = g(z)
+ a = sigmoid(sigmoid(z)) if len(activations) == len(network) - 1 else sigmoid(z)
the output is a softmax: here every output unit is a sigmoid
+ a = (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
+              if len(activations) == len(network) - 1 else sigmoid(z))
the units are tanh: here every unit is a sigmoid
+ a = np.tanh(z)

the sigmoid is applied to X: a1 is X unchanged
- a = X
+ a = sigmoid(X)

## deep

the loop stops after Theta2: go through all Thetas that reshape_params returns
- for Theta in reshape_params(theta_vec, network):
+ for Theta in reshape_params(theta_vec, network)[:2]:

## one_hot

- Y[np.arange(m), y] = 1
the classes are counted from 1, so class 0 gets the last column: class k is column k
+ Y[np.arange(m), y - 1] = 1
every class is one column too far to the right: class k is column k, counted from 0
+ Y[np.arange(m), (y + 1) % K] = 1
whole columns are set to 1 by Y[:, y]: set one entry in each row, Y[np.arange(m), y]
+ Y[:, y] = 1
the entry is the label itself: it should be 1
+ Y[np.arange(m), y] = y

- return Y
Y is transposed: one row for each example, one column for each class
+ return Y.T
the classes are counted from 1, and class 0 gets no 1: class k is column k, counted from 0
+ return np.roll(Y, -1, axis=1) * (y[:, None] > 0)
0 and 1 are swapped: the 1 marks the class
+ return 1 - Y
the other entries are -1: they should be 0
+ return 2 * Y - 1

- Y = np.zeros((m, K))
Y has a column too many: the K classes are 0..K-1
+ Y = np.zeros((m, K + 1))
Y has only as many columns as the largest label needs: it always has K columns
+ Y = np.zeros((m, y.max() + 1))

## predict

- return np.argmax(h, axis=1)
the argmax goes down the columns: take it along each row, axis=1
+ return np.argmax(h, axis=0)
the argmax is over the whole matrix: take one for each row, axis=1
+ return np.argmax(h)
the classes are counted from 1, like the indices of Octave's max: class k is output unit k,
counted from 0
+ return np.argmax(h, axis=1) + 1
class 0 is called K, as the course does with the digit zero: here it is 0
+ classes = np.argmax(h, axis=1)
+     return np.where(classes, classes, len(h[0]))
1 is added, and the last class becomes 0: class k is output unit k, so do not add 1
+ return (np.argmax(h, axis=1) + 1) % h.shape[1]
this is the index of the smallest output: return that of the largest
+ return np.argmin(h, axis=1)
this is the largest output: return its index, with argmax instead of max
+ return np.max(h, axis=1)
this is all the outputs: return the index of the largest
+ return h
each output is compared with 0.5: return one class, the index of the largest output
+ return np.where(h >= 0.5, 1, 0)
the class is returned as a row of 0 and 1: return its index, argmax
+ return (h == h.max(axis=1, keepdims=True)) * 1
right values, wrong shape: return a vector, (m,), with one class for each example, not a column
+ return np.argmax(h, axis=1).reshape(-1, 1)

the largest hidden unit is taken: take the largest output unit, from the last array in the list
- network, X)[-1]
+ network, X)[1]

## accuracy

- return np.mean(right)
this is a percentage: return a fraction from 0 to 1
+ return np.mean(right) * 100
this is the number of correct predictions: divide by m
+ return np.sum(right)
the count is divided by the number of classes: divide by m, the number of examples
+ return np.sum(right) / network[-1]
this is the fraction that is wrong: return the fraction that is right
+ return 1 - np.mean(right)
the result is 0 unless every prediction is right: divide with / instead of //, and use np.mean
instead of np.all
+ return np.sum(right) // right.size
this is an array of whether each prediction is right: return its mean
+ return right
this is the mean distance between the class numbers: count where they are equal, ==
+ return np.mean(np.abs(predict(theta_vec, network, X) - y))

the predictions are compared as if they counted from 1: predictions and labels both count from 0
- predict(theta_vec, network, X) == y
+ predict(theta_vec, network, X) + 1 == y
""")
