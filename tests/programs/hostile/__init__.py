"""Submissions that try to score more than they deserve, and honest ones that look odd."""
