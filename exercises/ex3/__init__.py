"""Exercise 3: forward propagation and prediction, with weights that are given."""
