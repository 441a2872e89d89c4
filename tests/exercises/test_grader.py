"""The grader explains what is wrong, and one part's failure does not cost another part."""

import sys

import pytest

from exercises.exercise import Exercise
from exercises.grading import sandbox
from exercises.grading.grade import grade
from exercises.grading.result import Kind

EX4 = Exercise("ex4")
SOLUTION = EX4.solution_text
OTHERS = {"compute_numerical_gradient", "rand_initialize_weights", "cost", "regularised_cost"}


def with_function(name, body, text=SOLUTION):
    """Replace one function of the solution."""
    start = text.index(f"def {name}(")
    first = text.index("\n", start) + 1
    end = text.find("\ndef ", start)
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return text[:first] + lines + (text[end:] if end > 0 else "")


def graded(text):
    """Grade a submission to exercise 4; return the report and the parts by name."""
    report = grade(EX4, text.encode() if isinstance(text, str) else text)
    return report, {part.name: part for part in report.parts}


def feedback(text, part):
    return graded(text)[1][part].feedback


def scoring(parts):
    return {name for name, part in parts.items() if part.score}


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("raise NotImplementedError", "not_written", "not written yet"),
        ("g = sigmoid(z)", "wrong", "sigmoid_gradient returns None: the return statement"),
        ("return z.foo", "crashed", "`return z.foo`: AttributeError: 'float' object has no"),
        ("raise ValueError('\\x1b[2J' * 999)", "crashed", "ValueError: \x1b[2J"),
        ("import os; os._exit(0)", "crashed", "sigmoid_gradient ended the whole process"),
        ("exit(0)", "crashed", "`exit(0)`: SystemExit: 0"),
        ("return -g(z)", "crashed", "NameError: name 'g' is not defined"),
        ("def f(): return f()\nreturn f()", "crashed", "RecursionError"),
        ("return sigmoid(z)", "mistake", "this is g itself"),
        ("return 'a'", "wrong", "got a string"),
        ("return [1, 2]", "wrong", "got a list"),
        ("return {}", "wrong", "got a dict"),
        ("return np.ones(7)", "wrong", "expected shape (), got (7,)"),
        ("return object()", "wrong", "sigmoid_gradient returns an object of type object"),
        ("return np.array([None])", "wrong", "an object of type array of dtype object"),
        ("return np.matrix(1.0)", "wrong", "an object of type matrix"),
        ("return 1j * z", "wrong", "an object of type"),
        ("return np.nan * z", "wrong", "the result contains NaN"),
        ("return 7 * sigmoid(z) * (1 - sigmoid(z))", "wrong", "every number is 7 times what it"),
        ("return 0.25 + 0 * z", "wrong", "in the smallest failing case, expected 0."),
    ],
)
def test_fault_is_explained_and_costs_only_its_part(body, kind, message):
    report, parts = graded(with_function("sigmoid_gradient", body))
    found = parts["sigmoid_gradient"].feedback
    assert found.kind is Kind(kind)
    assert message in found.message
    assert parts["sigmoid_gradient"].score == 0
    assert scoring(parts) >= OTHERS
    assert report.points == 100


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        (b"", "not_written", "the function cost_function is missing"),
        (b"cost_function = 3", "not_written", "the function cost_function is missing"),
        (b"x = (", "cannot_run", "line 1, `x = (`: SyntaxError: '(' was never closed"),
        (b"\xff\xfe\x00", "cannot_run", "SyntaxError"),
        (b"import nothing_like_it", "cannot_run", "ModuleNotFoundError: No module named 'nothing"),
        (b"import nnfunc", "cannot_run", "ModuleNotFoundError"),
        (b"import serve", "cannot_run", "ModuleNotFoundError"),
        (b"1/0", "cannot_run", "line 1, `1/0`: ZeroDivisionError: division by zero"),
        (b"import sys; sys.exit(0)", "cannot_run", "SystemExit: 0"),
        (b"raise NotImplementedError", "cannot_run", "NotImplementedError"),
        (b"import os; os._exit(0)", "cannot_run", "the file ends the whole process"),
    ],
)
def test_file_that_does_not_run_scores_nothing(source, kind, message):
    report, parts = graded(source)
    assert parts["cost"].feedback.kind is Kind(kind)
    assert message in parts["cost"].feedback.message
    assert report.score == 0


def test_endless_loop_costs_its_part_and_the_parts_that_call_it(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 1.0)
    report, parts = graded(with_function("sigmoid_gradient", "while True: pass"))
    assert "did not finish in time" in parts["sigmoid_gradient"].feedback.message
    assert report.score == 100 - 5 - 35 - 10


def test_file_that_never_ends_is_run_once(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 1.0)
    report, parts = graded("while True: pass")
    assert {part.feedback.kind for part in parts.values()} == {Kind.CANNOT_RUN}
    assert "the file does not finish running" in parts["cost"].feedback.message
    assert report.seconds < 6


def test_cost_scores_before_the_gradient_is_written():
    _, parts = graded(SOLUTION.replace("    return J, grad_vec", "    return J, None"))
    assert parts["cost"].score == 25
    assert "None instead of its value number 2" in parts["gradient"].feedback.message
    found = feedback(SOLUTION.replace("    return J, grad_vec", "    return J"), "cost")
    assert "expected several values: return J, grad_vec" in found.message


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        ("grad_vec[:, np.newaxis]", "the right number of values in the wrong shape"),
        ("grad_vec[1:]", "as long as theta_vec"),
    ],
)
def test_wrong_shape_is_explained(returned, message):
    text = SOLUTION.replace("return J, grad_vec", f"return J, {returned}")
    assert message in feedback(text, "gradient").message


def test_transposed_weights_are_recognised():
    body = "return np.random.default_rng(rng).uniform(-epsilon, epsilon, (fan_in + 1, fan_out))"
    found = feedback(with_function("rand_initialize_weights", body), "rand_initialize_weights")
    assert found.kind is Kind.MISTAKE
    assert found.message.startswith("Theta is transposed")


def test_two_mistakes_together_are_both_named():
    text = SOLUTION.replace("lambda_ / (2 * m)", "lambda_ / m").replace(
        "np.sum(Theta2[:, 1:] ** 2)", "np.sum(Theta2 ** 2)"
    )
    found = feedback(text, "regularised_cost")
    assert found.kind is Kind.MISTAKE
    assert len(found.mistakes) == 2
    assert found.message == " And: ".join(found.mistakes)
    assert "lambda/(2m)" in found.message
    assert "bias column of Theta2" in found.message


def test_mistake_in_a_later_part_does_not_hide_one_in_an_earlier_part():
    text = SOLUTION.replace("D1 = Delta1 / m", "D1 = Delta1").replace(
        "D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]", "D2 = D2 + lambda_ / m * Theta2"
    )
    assert feedback(text, "gradient").message.startswith("1/m is missing in D1")


def test_part_that_calls_a_wrong_function_waits_for_it():
    text = with_function("sigmoid_gradient", "return 3 * sigmoid(z)")
    found = feedback(text, "gradient")
    assert found.kind is Kind.WAITS_FOR
    assert found.message == "fix sigmoid_gradient first: this part calls it"


def test_mistake_is_named_after_the_function_to_fix_first():
    text = with_function("sigmoid_gradient", "return sigmoid(z)")
    found = feedback(text, "gradient")
    assert found.kind is Kind.MISTAKE
    assert found.message.startswith("fix sigmoid_gradient first: this part calls it. Then: delta2")


def test_pairs_of_mistakes_are_not_guessed_while_another_function_is_wrong():
    text = with_function("sigmoid_gradient", "return sigmoid(z)").replace(
        "delta3 = h - Y", "delta3 = (h - Y) * sigmoid(z3) * (1 - sigmoid(z3))"
    )
    assert feedback(text, "gradient").kind is Kind.WAITS_FOR


def test_part_that_calls_an_unwritten_function_waits_for_it():
    found = feedback(with_function("sigmoid_gradient", "raise NotImplementedError"), "gradient")
    assert found.kind is Kind.WAITS_FOR
    assert "cost_function calls sigmoid_gradient, which is not written yet" in found.message


def test_input_changed_in_place_is_noticed():
    body = "theta += 1e-9\nreturn np.zeros(theta.size)"
    text = with_function("compute_numerical_gradient", body)
    found = feedback(text, "compute_numerical_gradient")
    assert "changes its argument number 2 in place" in found.message


def test_function_that_works_only_the_first_time_is_noticed():
    body = """g, key = sigmoid(z), str(z)
factor = 2 if key in seen else 1
seen.add(key)
return factor * g * (1 - g)"""
    text = "seen = set()\n" + with_function("sigmoid_gradient", body)
    assert "keep something between calls" in feedback(text, "sigmoid_gradient").message


@pytest.mark.parametrize(("seed", "repeated"), [(None, False), (3, True)])
def test_only_a_seed_repeats_the_inputs(seed, repeated):
    source = b"def sigmoid_gradient(z):\n    return 0 * z + 0.1"
    one, other = grade(EX4, source, seed), grade(EX4, source, seed)
    assert (one.parts == other.parts) is repeated


def test_output_is_shown():
    report, _ = graded("print('hello')\n" + SOLUTION)
    assert report.output.startswith("hello\n")
    assert report.score == 100


def test_loop_over_the_examples_gets_full_marks():
    loop = """Theta1, Theta2 = reshape_params(theta_vec, network)
m, J = len(X), 0.0
D1, D2 = np.zeros(Theta1.shape), np.zeros(Theta2.shape)
for x, label in zip(X, y):
    a1 = np.append(1, x)
    z2 = Theta1 @ a1
    a2 = np.append(1, sigmoid(z2))
    h = sigmoid(Theta2 @ a2)
    t = np.zeros(network[2])
    t[label] = 1
    J -= (t @ np.log(h) + (1 - t) @ np.log(1 - h)) / m
    d3 = h - t
    d2 = (Theta2.T @ d3)[1:] * sigmoid_gradient(z2)
    D1 += np.outer(d2, a1) / m
    D2 += np.outer(d3, a2) / m
for D, Theta in (D1, Theta1), (D2, Theta2):
    J += lambda_ / (2 * m) * np.sum(Theta[:, 1:] ** 2)
    D[:, 1:] += lambda_ / m * Theta[:, 1:]
return np.float64(J), np.append(D1.ravel("F"), D2.ravel("F"))"""
    assert graded(with_function("cost_function", loop))[0].score == 100


def test_gradient_by_differences_does_not_count_as_backpropagation():
    body = """def J(t): return cost(t, network, X, y, lambda_)
return J(theta_vec), compute_numerical_gradient(J, theta_vec)"""
    cost_alone = SOLUTION[SOLUTION.index("def cost_function(") : SOLUTION.index("    delta3")]
    cost = cost_alone.replace("def cost_function", "\n\ndef cost") + "    return J\n"
    _, parts = graded(with_function("cost_function", body) + cost)
    assert (parts["cost"].score, parts["gradient"].score) == (25, 0)


@pytest.fixture
def without_seccomp(monkeypatch):
    monkeypatch.setattr(sandbox, "missing_protections", lambda: ["graded without seccomp"])
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 0.7)


def test_without_seccomp_each_part_has_its_own_process(without_seccomp):
    report, _ = graded(f"print('hello')\n{SOLUTION}")
    assert (report.score, report.notes) == (100, ["graded without seccomp"])
    assert report.output.startswith("hello\nhello\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("while True: pass", "did not finish in time"),
        ("import os; os._exit(0)", "ended the whole process"),
        ("import os; os.fork()", "BlockingIOError"),
        ("return np.ones(2**28).sum()", "MemoryError"),
    ],
)
def test_without_seccomp_fault_costs_only_its_part(body, message, without_seccomp):
    _, parts = graded(with_function("sigmoid_gradient", body))
    assert message in parts["sigmoid_gradient"].feedback.message
    assert scoring(parts) >= OTHERS


def test_missing_seccompy_is_reported_with_the_extra_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "seccompy", None)
    (note,) = sandbox.missing_protections()
    assert "without seccomp" in note
    assert "nnfunc[grader]" in note or sys.platform != "linux"
