"""Cost, backpropagation, gradient checking and training of a digit classifier."""
