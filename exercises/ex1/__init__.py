"""The chain rule on computation graphs, and what a numerical gradient costs."""
