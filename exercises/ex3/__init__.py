"""Exercise 3: forward propagation and prediction, with given weights."""
