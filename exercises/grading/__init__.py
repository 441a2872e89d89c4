"""The offline grader: runs a submission in processes of its own, then says what is wrong."""
