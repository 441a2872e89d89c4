"""Exercise 2: logistic regression, the network of one unit."""
