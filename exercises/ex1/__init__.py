"""Exercise 1: the chain rule on computation graphs."""
