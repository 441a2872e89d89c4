"""Mistakes that learners make in exercise 1, as changes to the worked solution."""

from exercises.catalogue import catalogue

MISTAKES = catalogue("""
## product_graph

the factors of the product are swapped: in f = q z, df/dq is z and df/dz is q
- df_dq = z
+ df_dq = q
- df_dz = q
+ df_dz = z

the gradient from above is missing for x and y: multiply the local gradient 1 by df/dq
- df_dx = 1 * df_dq
+ df_dx = 1
- df_dy = 1 * df_dq
+ df_dy = 1

for x and y, df/dq is added to the local gradient: the chain rule multiplies
- df_dx = 1 * df_dq
+ df_dx = 1 + df_dq
- df_dy = 1 * df_dq
+ df_dy = 1 + df_dq

the local gradients of x + y are taken as x and y: they are 1 and 1
- df_dx = 1 * df_dq
+ df_dx = x * df_dq
- df_dy = 1 * df_dq
+ df_dy = y * df_dq

the local gradients of x + y are taken as y and x, as in a product: they are 1 and 1
- df_dx = 1 * df_dq
+ df_dx = y * df_dq
- df_dy = 1 * df_dq
+ df_dy = x * df_dq

f is x + y z: add first, f = (x + y) z
- f = q * z
+ f = x + y * z

df/dz is 1: the local gradient of a product is the other factor, so df/dz = q
- df_dz = q
+ df_dz = 1

## add_backward

- return 1 * above, 1 * above
these are only the local gradients: multiply them by the gradient from above
+ return 1, 1
the gradient is split in half: a sum passes all of it to each input
+ return above / 2, above / 2
the gradient is multiplied by the inputs: the local gradients of a sum are 1 for any x and y
+ return x * above, y * above
each input is multiplied by the other, as in a product: the local gradients of a sum are 1
+ return y * above, x * above
the gradient from above is added to 1: the chain rule multiplies
+ return 1 + above, 1 + above

## multiply_backward

- return y * above, x * above
the factors are swapped: the local gradient of x is y, and that of y is x
+ return x * above, y * above
these are only the local gradients: multiply them by the gradient from above
+ return y, x
the gradient from above is added to the local gradients: the chain rule multiplies
+ return y + above, x + above
both inputs get x y above: the local gradient is the other factor only
+ return x * y * above, x * y * above
the gradient is passed on unchanged, as by a sum: multiply it by the other factor
+ return above, above

## reciprocal_backward

- return -1 / x**2 * above
the minus is missing: the local gradient of 1/x is -1/x^2
+ return 1 / x**2 * above
this is only the local gradient: multiply it by the gradient from above
+ return -1 / x**2
the square is missing: the local gradient of 1/x is -1/x^2
+ return -1 / x * above
1/x itself is used as its local gradient: that is -1/x^2
+ return 1 / x * above
this is -x^2 above: x^2 belongs in the denominator, the local gradient of 1/x is -1/x^2
+ return -(x**2) * above
the local gradient is divided by the gradient from above: multiply them, -1/x^2 above
+ return -1 / x**2 / above

## exp_backward

- return np.exp(x) * above
this is only the local gradient: multiply it by the gradient from above
+ return np.exp(x)
exp is differentiated like a power, x exp(x - 1): its local gradient is exp(x)
+ return x * np.exp(x - 1) * above
x is used as the local gradient: that of exp(x) is exp(x)
+ return x * above
the local gradient has an extra factor x: that of exp(x) is exp(x)
+ return x * np.exp(x) * above
the gradient is passed on unchanged: multiply it by the local gradient, exp(x)
+ return above
the local gradient is taken as exp(-x): that of exp(x) is exp(x)
+ return np.exp(-x) * above

## used_twice

- df_dx = through_sum + direct
x reaches f along two paths, and only the direct one is counted: add the one through the sum
+ df_dx = direct
x reaches f along two paths, and only the one through the sum is counted: add the direct one
+ df_dx = through_sum
the gradients of the two paths from x are multiplied: multiply along a path, but add the paths
+ df_dx = through_sum * direct
the gradients of the two paths from x are averaged: add them
+ df_dx = (through_sum + direct) / 2

the path through the sum is missing the gradient from above: multiply by df/dq = x
- through_sum = 1 * x
+ through_sum = 1

the factors of the product are swapped: df/dq is x, and the direct path to x has the factor q
- through_sum = 1 * x
+ through_sum = q
- direct = q
+ direct = x
- df_dy = x
+ df_dy = q

df/dy is missing the gradient from above: multiply by df/dq = x
- df_dy = x
+ df_dy = 1

## neuron

- df_dd = -1 / d**2
the gradients of w and x have the wrong sign: two nodes change the sign, 1/d with its -1/d^2 and
the factor -1
+ df_dd = 1 / d**2
the square is missing: df/dd = -1/d^2
+ df_dd = -1 / d
df/dd has e instead of d: it is -1/d^2
+ df_dd = -1 / e**2

- df_dn = e * df_de
the local gradient of exp is missing: df/dn = [e] x [df/de]
+ df_dn = df_de
exp(z) is used as the local gradient of exp: the node's input is n = -z, so it is e = exp(-z)
+ df_dn = np.exp(z) * df_de
df/dn is only the local gradient of exp: multiply by the gradient from above, [e] x [df/de]
+ df_dn = e

w and x are swapped: df/dw0 = [x0] x [df/dz], and df/dx0 = [w0] x [df/dz]
- df_dw = np.array([x[0] * df_dz, x[1] * df_dz, df_dz])
+ df_dw = np.array([w[0] * df_dz, w[1] * df_dz, df_dz])
- df_dx = np.array([w[0] * df_dz, w[1] * df_dz])
+ df_dx = np.array([x[0] * df_dz, x[1] * df_dz])

w and x get only their local gradients: multiply them by the gradient from above, df/dz
- [x[0] * df_dz, x[1] * df_dz, df_dz]
+ [x[0], x[1], 1]
- [w[0] * df_dz, w[1] * df_dz]
+ [w[0], w[1]]

- df_dw = np.array([x[0] * df_dz, x[1] * df_dz, df_dz])
df/dw2 is multiplied by w2: w2 is only added, so df/dw2 = [1] x [df/dz]
+ df_dw = np.array([x[0] * df_dz, x[1] * df_dz, w[2] * df_dz])
df/dw2 is 1: multiply by the gradient from above, df/dw2 = [1] x [df/dz]
+ df_dw = np.array([x[0] * df_dz, x[1] * df_dz, 1])
df/dw2 is 0: w2 is added to z, so df/dw2 = [1] x [df/dz]
+ df_dw = np.array([x[0] * df_dz, x[1] * df_dz, 0])

the minus in exp(-z) is missing
- n = -z
+ n = z
- df_dz = -1 * df_dn
+ df_dz = df_dn

w2 is missing from z: z = w0 x0 + w1 x1 + w2
- z = s + w[2]
+ z = s

w0 is taken as the bias: here the bias is w2, the last
- p0 = w[0] * x[0]
+ p0 = w[1] * x[0]
- p1 = w[1] * x[1]
+ p1 = w[2] * x[1]
- z = s + w[2]
+ z = s + w[0]
- [x[0] * df_dz, x[1] * df_dz, df_dz]
+ [df_dz, x[0] * df_dz, x[1] * df_dz]
- [w[0] * df_dz, w[1] * df_dz]
+ [w[1] * df_dz, w[2] * df_dz]

## sigmoid_backward

- return g * (1 - g) * above
this is only the local gradient: multiply it by the gradient from above
+ return g * (1 - g)
g(z) is used as its own gradient: that is g(z) (1 - g(z))
+ return g * above
this is g (g - 1), which has the wrong sign: the local gradient is g(z) (1 - g(z))
+ return g * (g - 1) * above
this is the gradient of tanh, 1 - g^2: the sigmoid's is g(z) (1 - g(z))
+ return (1 - g**2) * above
the factor g(z) is missing: the local gradient is g(z) (1 - g(z))
+ return (1 - g) * above
the sigmoid is applied to the gradient from above: multiply by it unchanged
+ return g * (1 - g) * sigmoid(above)

z is used as if it were g(z): compute g = sigmoid(z) first, then g (1 - g)
- g = sigmoid(z)
+ g = z

## weight_gradient

- return paths[0] + paths[1]
only the path through output 1 is counted: hidden unit 1 feeds both outputs, so add the path
through output 2
+ return paths[0]
only the path through output 2 is counted: hidden unit 1 feeds both outputs, so add the path
through output 1
+ return paths[1]
the two paths are multiplied: multiply the factors along a path, but add the paths
+ return paths[0] * paths[1]
the two paths are averaged: add them
+ return np.mean(paths)

- paths = dJ_dh * dh_dz3 * dz3_da2 * da2_dz2 * dz2_dTheta
the factor dh_k/dz(3)_k = h_k (1 - h_k) is missing
+ paths = dJ_dh * dz3_da2 * da2_dz2 * dz2_dTheta
the factor dz(3)_k/da(2)_1 = Theta(2)_k1 is missing
+ paths = dJ_dh * dh_dz3 * da2_dz2 * dz2_dTheta
the factor da(2)_1/dz(2)_1 = a(2)_1 (1 - a(2)_1) is missing
+ paths = dJ_dh * dh_dz3 * dz3_da2 * dz2_dTheta
the factor x_1 is missing: without it this is dJ/dTheta(1)_10, the derivative for the bias
+ paths = dJ_dh * dh_dz3 * dz3_da2 * da2_dz2

the last factor is x_2 instead of x_1: this is dJ/dTheta(1)_12
- dz2_dTheta = x[0]
+ dz2_dTheta = x[1]

- da2_dz2 = a2[0] * (1 - a2[0])
a (1 - a) is computed with z instead of a: da(2)_1/dz(2)_1 = a(2)_1 (1 - a(2)_1)
+ da2_dz2 = z2[0] * (1 - z2[0])
g' is taken at a(2) instead of z(2): it is a(2)_1 (1 - a(2)_1)
+ da2_dz2 = sigmoid(a2[0]) * (1 - sigmoid(a2[0]))

- dz3_da2 = Theta2[:, 1]
column 0 of Theta(2) is used, which holds the biases: Theta(2)_k1 is column 1
+ dz3_da2 = Theta2[:, 0]
a row of Theta(2) is used, the weights into output 1: the weights out of hidden unit 1 are a
column
+ dz3_da2 = Theta2[0, 1:]
the weights out of hidden unit 2 are used: Theta(2)_k1 is column 1
+ dz3_da2 = Theta2[:, 2]

this is the path through hidden unit 2, dJ/dTheta(1)_21: use Theta2[:, 1] and a2[0]
- Theta2[:, 1]
+ Theta2[:, 2]
- a2[0] * (1 - a2[0])
+ a2[1] * (1 - a2[1])

- dJ_dh = -y / h + (1 - y) / (1 - h)
the sign is wrong: dJ/dh_k dh_k/dz(3)_k is h - y, not y - h
+ dJ_dh = y / h - (1 - y) / (1 - h)
dJ/dh_k is h - y, as for a squared error (or g' is counted twice): for the cross entropy it is
-y/h + (1 - y)/(1 - h), which gives h - y once it is multiplied by h (1 - h)
+ dJ_dh = h - y
only the term with y = 1 is differentiated: add (1 - y)/(1 - h)
+ dJ_dh = -y / h

the bias units are missing in the forward pass: z(2) = Theta(1) [1; x], and z(3) likewise
- Theta1 @ np.append(1, x)
+ Theta1[:, 1:] @ x
- Theta2 @ np.append(1, a2)
+ Theta2[:, 1:] @ a2

the bias unit is at the end: it comes first, [1; x], to match column 0 of Theta
- np.append(1, x)
+ np.append(x, 1)
- np.append(1, a2)
+ np.append(a2, 1)

the sigmoid is missing in the hidden layer: a(2) = g(z(2))
- a2 = sigmoid(z2)
+ a2 = z2
""")
