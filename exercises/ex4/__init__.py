"""Exercise 4: cost, backpropagation, gradient checking, random initialisation."""
