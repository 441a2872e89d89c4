"""The exercises, their command line, their grader and their data."""
