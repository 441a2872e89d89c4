"""Exercise 6: gradient descent, mini-batches, momentum, RMSprop, Adam."""
