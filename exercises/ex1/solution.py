"""Exercise 1, worked: the chain rule on computation graphs."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def product_graph(x, y, z):
    q = x + y
    f = q * z

    df_dq = z
    df_dz = q
    df_dx = 1 * df_dq
    df_dy = 1 * df_dq
    return f, df_dx, df_dy, df_dz


def add_backward(x, y, above):
    return 1 * above, 1 * above


def multiply_backward(x, y, above):
    return y * above, x * above


def reciprocal_backward(x, above):
    return -1 / x**2 * above


def exp_backward(x, above):
    return np.exp(x) * above


def used_twice(x, y):
    q = x + y
    f = q * x

    through_sum = 1 * x
    direct = q
    df_dx = through_sum + direct
    df_dy = x
    return f, df_dx, df_dy


def neuron(w, x):
    p0 = w[0] * x[0]
    p1 = w[1] * x[1]
    s = p0 + p1
    z = s + w[2]
    n = -z
    e = np.exp(n)
    d = 1 + e
    f = 1 / d

    df_dd = -1 / d**2
    df_de = 1 * df_dd
    df_dn = e * df_de
    df_dz = -1 * df_dn
    df_dw = np.array([x[0] * df_dz, x[1] * df_dz, df_dz])
    df_dx = np.array([w[0] * df_dz, w[1] * df_dz])
    return f, df_dw, df_dx


def sigmoid_backward(z, above):
    g = sigmoid(z)
    return g * (1 - g) * above


def weight_gradient(Theta1, Theta2, x, y):
    z2 = Theta1 @ np.append(1, x)
    a2 = sigmoid(z2)
    z3 = Theta2 @ np.append(1, a2)
    h = sigmoid(z3)

    dJ_dh = -y / h + (1 - y) / (1 - h)
    dh_dz3 = h * (1 - h)
    dz3_da2 = Theta2[:, 1]
    da2_dz2 = a2[0] * (1 - a2[0])
    dz2_dTheta = x[0]
    paths = dJ_dh * dh_dz3 * dz3_da2 * da2_dz2 * dz2_dTheta
    return paths[0] + paths[1]
