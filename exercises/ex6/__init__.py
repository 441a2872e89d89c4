"""Gradient descent, momentum, mini-batches, RMSprop and Adam, beside L-BFGS-B."""
