"""Submissions that try to be graded better than they are, and honest ones that look odd."""
