"""What a learner runs and fills in, and the data to do it with."""
