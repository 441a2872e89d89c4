"""The grader says what is wrong in the learner's own terms, and a part's failure stays there."""

import sys

import pytest
from exercises.commands import HERE

from exercises.grading import sandbox
from exercises.grading.grade import grade

SOLUTION = (HERE / "ex4" / "solution.py").read_text(encoding="utf-8")


def with_function(name, body, text=SOLUTION):
    """The solution with one function replaced."""
    start = text.index(f"def {name}(")
    first = text.index("\n", start) + 1
    end = text.find("\ndef ", start)
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return text[:first] + lines + (text[end:] if end > 0 else "")


def graded(text):
    report = grade("ex4", text.encode() if isinstance(text, str) else text)
    return {part.name: part for part in report.parts}, report


def says(name, body, part=None):
    parts, _ = graded(with_function(name, body))
    return parts[part or name].feedback


OTHERS = {"compute_numerical_gradient", "rand_initialize_weights", "cost", "regularised_cost"}


@pytest.mark.parametrize(
    ("body", "feedback"),
    [
        ("raise NotImplementedError", "not written yet"),
        ("g = sigmoid(z)", "sigmoid_gradient returns None: the return at its end is missing"),
        ("return z.foo", "`return z.foo`: AttributeError: 'float' object has no"),
        ("raise ValueError('\\x1b[2J' * 999)", "ValueError: \x1b[2J"),
        ("import os; os._exit(0)", "sigmoid_gradient ended the whole process"),
        ("exit(0)", "`exit(0)`: SystemExit: 0"),
        ("return -g(z)", "NameError: name 'g' is not defined"),
        ("return 'a'", "got a text"),
        ("return [1, 2]", "got a list"),
        ("return {}", "got a dict"),
        ("return np.ones(7)", "expected the shape (), got (7,)"),
        ("return object()", "sigmoid_gradient returns something of the type object"),
        ("return np.array([None])", "something of the type array of dtype object"),
        ("return np.matrix(1.0)", "something of the type matrix"),
        ("return 1j * z", "something of the type"),
        ("return np.nan * z", "there is NaN in what it returns"),
        ("return 7 * sigmoid(z) * (1 - sigmoid(z))", "every number is 7 times what it should be"),
        ("return 0.25 + 0 * z", "on the smallest case that shows it, expected 0."),
        ("def f(): return f()\nreturn f()", "RecursionError"),
    ],
)
def test_a_fault_is_described_and_costs_only_itself(body, feedback):
    parts, report = graded(with_function("sigmoid_gradient", body))
    assert feedback in parts["sigmoid_gradient"].feedback
    assert parts["sigmoid_gradient"].score == 0
    assert {name for name, part in parts.items() if part.score} >= OTHERS
    assert report.points == 100


def test_what_needs_a_broken_part_says_so():
    parts, _ = graded(with_function("sigmoid_gradient", "return sigmoid(z)"))
    assert parts["gradient"].feedback.startswith("first mend sigmoid_gradient, which this part")


def test_an_endless_loop_costs_only_its_part(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 1.0)
    parts, report = graded(with_function("sigmoid_gradient", "while True: pass"))
    assert "did not finish in time" in parts["sigmoid_gradient"].feedback
    assert report.score == 100 - 5 - 35 - 10  # that part and the two that call it


def test_a_file_that_never_ends_is_not_asked_again(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 1.0)
    parts, _ = graded("while True: pass")
    assert all("the file does not finish running" in part.feedback for part in parts.values())


@pytest.mark.parametrize(
    ("source", "feedback"),
    [
        (b"", "there is no function cost_function in the file"),
        (b"x = (", "line 1, `x = (`: SyntaxError: '(' was never closed"),
        (b"\xff\xfe\x00", "SyntaxError"),
        (b"import nothing_of_the_kind", "ModuleNotFoundError: No module named 'nothing_of"),
        (b"import nnfunc", "ModuleNotFoundError"),
        (b"1/0", "line 1, `1/0`: ZeroDivisionError: division by zero"),
        (b"cost_function = 3", "there is no function cost_function"),
        (b"import sys; sys.exit(0)", "SystemExit: 0"),
    ],
)
def test_a_file_that_does_not_run(source, feedback):
    parts, report = graded(source)
    assert feedback in parts["cost"].feedback
    assert report.score == 0


def test_the_first_points_come_before_the_gradient_is_written():
    parts, _ = graded(SOLUTION.replace("    return J, grad_vec", "    return J, None"))
    assert parts["cost"].score == 25
    assert "in place of its value number 2" in parts["gradient"].feedback
    parts, _ = graded(SOLUTION.replace("    return J, grad_vec", "    return J"))
    assert "expected several values: return J, grad_vec" in parts["cost"].feedback


def test_shapes_are_explained():
    transposed = says(
        "rand_initialize_weights",
        "return np.random.default_rng(rng).uniform(-epsilon, epsilon, (fan_in + 1, fan_out))",
    )
    assert transposed.startswith("Theta is transposed")
    unrolled = graded(SOLUTION.replace("return J, grad_vec", "return J, grad_vec[:, np.newaxis]"))
    assert "the numbers may be right, but lie otherwise" in unrolled[0]["gradient"].feedback
    short = graded(SOLUTION.replace("return J, grad_vec", "return J, grad_vec[1:]"))
    assert "as long as theta_vec" in short[0]["gradient"].feedback


def test_two_common_mistakes_made_together_are_both_named():
    both = SOLUTION.replace("D1 = Delta1 / m", "D1 = Delta1").replace(
        "D2[:, 1:] = D2[:, 1:] + lambda_ / m * Theta2[:, 1:]", "D2 = D2 + lambda_ / m * Theta2"
    )
    parts, _ = graded(both)
    assert parts["gradient"].feedback == "1/m is missing in D1"
    two = SOLUTION.replace("lambda_ / (2 * m)", "lambda_ / m").replace(
        "np.sum(Theta2[:, 1:] ** 2)", "np.sum(Theta2 ** 2)"
    )
    said = graded(two)[0]["regularised_cost"].feedback
    assert "J has lambda/m instead of lambda/(2m)" in said
    assert "And: " in said
    assert "bias column of Theta2" in said


def test_an_input_changed_in_place_is_seen():
    body = "theta += 1e-9\nreturn np.zeros(theta.size)"
    assert "changes its argument number 2 in place" in says("compute_numerical_gradient", body)


def test_what_works_only_the_first_time_is_seen():
    text = "seen = set()\n" + with_function(
        "sigmoid_gradient",
        "g, key = sigmoid(z), str(z)\n"
        "factor = 2 if key in seen else 1\n"
        "seen.add(key)\n"
        "return factor * g * (1 - g)",
    )
    assert "keep something between calls" in graded(text)[0]["sigmoid_gradient"].feedback


def test_inputs_are_fresh():
    source = b"def sigmoid_gradient(z):\n    return 0 * z + 0.1"
    assert grade("ex4", source).parts[2].feedback != grade("ex4", source).parts[2].feedback


def test_a_seed_repeats_the_inputs():
    source = b"def sigmoid_gradient(z):\n    return 0 * z + 0.1"
    assert grade("ex4", source, seed=3).parts == grade("ex4", source, seed=3).parts


def test_what_is_printed_is_shown_to_its_author():
    _, report = graded("print('hello')\n" + SOLUTION)
    assert report.output.startswith("hello\n")
    assert report.score == 100


def test_numbers_may_be_of_numpys_types():
    text = SOLUTION.replace("return J, grad_vec", "return np.float64(J), grad_vec")
    assert graded(text)[1].score == 100


def test_a_loop_over_the_examples_is_as_good():
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
return J, np.append(D1.ravel("F"), D2.ravel("F"))"""
    assert graded(with_function("cost_function", loop))[1].score == 100


def test_a_gradient_by_differences_is_not_backpropagation():
    body = """def J(t): return cost(t, network, X, y, lambda_)
return J(theta_vec), compute_numerical_gradient(J, theta_vec)"""
    text = (
        with_function("cost_function", body)
        + SOLUTION[SOLUTION.index("def cost_function(") : SOLUTION.index("    delta3")].replace(
            "def cost_function", "\n\ndef cost"
        )
        + "    return J\n"
    )
    parts, _ = graded(text)
    assert (parts["cost"].score, parts["gradient"].score) == (25, 0)


def test_a_function_that_calls_an_unwritten_one_says_which():
    parts, _ = graded(with_function("sigmoid_gradient", "raise NotImplementedError"))
    said = "cost_function calls sigmoid_gradient, which is not written yet"
    assert said in parts["gradient"].feedback


def test_a_mistake_of_its_own_is_named_beside_what_to_mend_first():
    text = with_function("sigmoid_gradient", "return sigmoid(z)").replace(
        "delta3 = h - Y", "delta3 = (h - Y) * sigmoid(z3) * (1 - sigmoid(z3))"
    )
    parts, _ = graded(text)
    assert parts["gradient"].feedback == "first mend sigmoid_gradient, which this part uses"


@pytest.fixture
def without_seccomp(monkeypatch):
    monkeypatch.setattr(sandbox, "missing_protections", lambda: ["graded without seccomp"])
    monkeypatch.setattr(sandbox, "SECONDS_A_PART", 0.7)


def test_without_seccomp_a_process_for_each_part_does(without_seccomp):
    report = grade("ex4", f"print('hello')\n{SOLUTION}".encode())
    assert (report.score, report.notes) == (100, ["graded without seccomp"])
    assert report.output.startswith("hello\nhello\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "feedback"),
    [
        ("while True: pass", "did not finish in time"),
        ("import os; os._exit(0)", "ended the whole process"),
        ("import os; os.fork()", "BlockingIOError"),
        ("return np.ones(2**28).sum()", "MemoryError"),
    ],
)
def test_without_seccomp_a_fault_still_costs_only_itself(body, feedback, without_seccomp):
    parts, _ = graded(with_function("sigmoid_gradient", body))
    assert feedback in parts["sigmoid_gradient"].feedback
    assert {name for name, part in parts.items() if part.score} >= OTHERS


def test_a_missing_seccompy_is_said_with_the_extra_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "seccompy", None)
    (note,) = sandbox.missing_protections()
    assert "without seccomp" in note
    assert "nnfunc[grader]" in note or sys.platform != "linux"
