"""The offline grader: it runs a submission in its own processes, then explains what is wrong."""
