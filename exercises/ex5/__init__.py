"""Exercise 5: activations, initial weights, normalisation, regularisation."""
