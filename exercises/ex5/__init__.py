"""Activations, initialisation, normalisation and regularisation, each in a picture."""
