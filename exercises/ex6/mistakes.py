"""Mistakes that learners make in exercise 6, as changes to the worked solution."""

from exercises.catalogue import catalogue
from exercises.ex6 import judges

_NOT_FINITE = """the step divides by zero or takes the root of a negative number: count the steps
from t = 1, because 1 - beta^0 is 0, and raise beta to the power t instead of multiplying by t"""

MISTAKES = catalogue(f"""
## gradient_descent

- J, grad = fun(theta, *batch)
-             theta = theta - alpha * grad
{judges.UPHILL}
+ J, grad = fun(theta, *batch)
+             theta = theta + alpha * grad
alpha is missing: use theta - alpha * grad
+ J, grad = fun(theta, *batch)
+             theta = theta - grad
alpha is divided by the number of examples: the gradient of fun is divided by m already
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha / len(args[1]) * grad
alpha is divided by the gradient (one of the notes has the derivative upside down): use
theta - alpha * grad
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha / grad
alpha is always 0.1: use the argument
+ J, grad = fun(theta, *batch)
+             theta = theta - 0.1 * grad
the step uses J instead of the gradient: fun returns J first, then the gradient
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha * J
the gradient is scaled to length 1: use alpha times the gradient itself
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha * grad / np.linalg.norm(grad)
only the sign of the gradient is used: use alpha times the gradient itself
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha * np.sign(grad)
args are not passed to fun: call fun(theta, *args), with the star
+ J, grad = fun(theta)
+             theta = theta - alpha * grad
the gradient is always computed at x0: compute it at theta in every step
+ J, grad = fun(np.array(x0, dtype=float), *batch)
+             theta = theta - alpha * grad

- theta = np.array(x0, dtype=float)
-     for _ in range(maxiter):
there is one step too many: take maxiter steps
+ theta = np.array(x0, dtype=float)
+     for _ in range(maxiter + 1):
one step is missing: take maxiter steps
+ theta = np.array(x0, dtype=float)
+     for _ in range(maxiter - 1):
there are always 100 steps: take maxiter steps
+ theta = np.array(x0, dtype=float)
+     for _ in range(100):

- theta = theta - alpha * grad
-     J, grad = fun(theta, *args)
-     return OptimizeResult(x=theta, fun=J)
there is only one step: move the return out of the loop
+ theta = theta - alpha * grad
+             return OptimizeResult(x=theta, fun=J)
x0 is returned: return theta after the last step
+ theta = theta - alpha * grad
+     J, grad = fun(theta, *args)
+     return OptimizeResult(x=np.array(x0, dtype=float), fun=J)

alpha shrinks from step to step: it is constant
- theta = np.array(x0, dtype=float)
-     for _ in
+ theta = np.array(x0, dtype=float)
+     for epoch in
- alpha * grad
-     J
+ alpha / (epoch + 1) * grad
+     J

## cost

- theta = theta - alpha * grad
-     J, grad = fun(theta, *args)
-     return OptimizeResult(x=theta, fun=J)
fun is J before the last step: compute it once more, at the theta that you return
+ theta = theta - alpha * grad
+     return OptimizeResult(x=theta, fun=J)
fun is J at x0: compute it at the theta that you return
+ theta = theta - alpha * grad
+     J, grad = fun(np.array(x0, dtype=float), *args)
+     return OptimizeResult(x=theta, fun=J)
args are not passed to fun at the end: call fun(theta, *args), with the star
+ theta = theta - alpha * grad
+     J, grad = fun(theta)
+     return OptimizeResult(x=theta, fun=J)
fun is the gradient: it should be J
+ theta = theta - alpha * grad
+     J, grad = fun(theta, *args)
+     return OptimizeResult(x=theta, fun=grad)
fun is the length of the gradient: it should be J
+ theta = theta - alpha * grad
+     J, grad = fun(theta, *args)
+     return OptimizeResult(x=theta, fun=np.linalg.norm(grad))
fun holds J and the gradient: unpack them, J, grad = fun(theta, *args)
+ theta = theta - alpha * grad
+     J, grad = fun(theta, *args)
+     return OptimizeResult(x=theta, fun=(J, grad))
lambda is missing at the end: pass all of args to fun
+ theta = theta - alpha * grad
+     J, grad = fun(theta, *args[:3])
+     return OptimizeResult(x=theta, fun=J)

## mini_batches

{judges.LEFT_OVER}
- range(0, m, size)
+ range(0, m - size + 1, size)

- rows = order[start : start + size]
{judges.FILLED_UP}
+ rows = np.resize(order, 2 * m + size)[start : start + size]
{judges.TWICE}
+ rows = np.random.default_rng(rng).choice(m, min(size, m), replace=False)

- order = np.random.default_rng(rng).permutation(m)
{judges.TWICE}
+ order = np.random.default_rng(rng).integers(0, m, m)
{judges.IN_ORDER}
+ order = np.arange(m)
{judges.SAME_ORDER}
+ order = np.random.default_rng(0).permutation(m)
{judges.OTHER_ORDER}
+ order = np.random.default_rng().permutation(m)

{judges.COUNT}
- for start in range(0, m, size):
+ for k in range(size):
- order[start : start + size]
+ np.array_split(order, size)[k]

{judges.NEIGHBOURS}
- order = np.random.default_rng(rng).permutation(m)
+ order = np.arange(m)
- range(0, m, size)
+ np.random.default_rng(rng).permutation(np.arange(0, m, size))
- return batches
+ return sorted(batches, key=lambda b: -len(b[1]))

{judges.INSIDE}
- order = np.random.default_rng(rng).permutation(m)
+ order = np.arange(m)
+     generator = np.random.default_rng(rng)
- order[start : start + size]
+ generator.permutation(order[start : start + size])

{judges.APART}
- order = np.random.default_rng(rng).permutation(m)
+ order = np.random.default_rng(rng).permutation(m)
+     other = np.random.default_rng([rng, 1]).permutation(m)
- y[rows]
+ y[other[start : start + size]]

- batches.append((network, X[rows], y[rows], lambda_ * B / m))
{judges.ONE_ALONE}
+ batches.append((network, X[rows], y[start : start + size], lambda_ * B / m))
{judges.LAMBDA}
+ batches.append((network, X[rows], y[rows], lambda_))
{judges.UPSIDE_DOWN}
+ batches.append((network, X[rows], y[rows], lambda_ * m / B))
{judges.SHORT_LAMBDA}
+ batches.append((network, X[rows], y[rows], lambda_ * size / m))
{judges.OVER_M}
+ batches.append((network, X[rows], y[rows], lambda_ / m))
{judges.NO_LAMBDA}
+ batches.append((network, X[rows], y[rows], 0.0))

## epochs

{judges.IGNORED}
- mini_batches(args, batch_size, rng):
-             J, grad = fun(theta, *batch)
-             theta
+ [args]:
+             J, grad = fun(theta, *batch)
+             theta

- J, grad = fun(theta, *batch)
-             theta = theta - alpha * grad
{judges.IGNORED}
+ J, grad = fun(theta, *args)
+             theta = theta - alpha * grad
{judges.OVER_B}
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha / len(batch[1]) * grad
{judges.SHARE}
+ J, grad = fun(theta, *batch)
+             theta = theta - alpha * len(batch[1]) / len(args[1]) * grad
{judges.UPHILL}
+ J, grad = fun(theta, *batch)
+             theta = theta + alpha * grad
{judges.BATCH_LAMBDA}
+ J, grad = fun(theta, *batch[:3], *args[3:])
+             theta = theta - alpha * grad

{judges.PASSES}
- theta = np.array(x0, dtype=float)
-     for _
+ theta = np.array(x0, dtype=float)
+     step = 0
+     for _
- J, grad = fun(theta, *batch)
-             theta = theta - alpha * grad
+ if step == maxiter:
+                 break
+             J, grad = fun(theta, *batch)
+             theta = theta - alpha * grad
+             step = step + 1

{judges.ONE_EPOCH}
- alpha * grad
-     J, grad = fun(theta, *args)
-     return
+ alpha * grad
+         return

{judges.ONCE}
- theta = np.array(x0, dtype=float)
-     for _ in range(maxiter):
+ theta = np.array(x0, dtype=float)
+     for _ in range(maxiter):
+         total = 0
- theta = theta - alpha * grad
-     J
+ total = total + grad
+         theta = theta - alpha * total
+     J

- rng = np.random.default_rng(rng)
-     theta = np.array(x0, dtype=float)
-     for _
{judges.SAME_EPOCHS}
+ theta = np.array(x0, dtype=float)
+     for _
{judges.SEED_LOST}
+ rng = np.random.default_rng(0)
+     theta = np.array(x0, dtype=float)
+     for _

{judges.IN_ORDER}
- np.random.default_rng(rng).permutation(m)
+ np.arange(m)

{judges.LAST_STEP}
- theta = np.array(x0, dtype=float)
-     for _
+ theta = np.array(x0, dtype=float)
+     previous = theta
+     for _
- theta = theta - alpha * grad
-     J, grad = fun(theta, *args)
-     return OptimizeResult(x=theta
+ previous = theta
+             theta = theta - alpha * grad
+     J, grad = fun(theta, *args)
+     return OptimizeResult(x=previous

## momentum

- v = beta * v + (1 - beta) * grad
beta and 1 - beta are swapped: v = beta v + (1 - beta) grad
+ v = (1 - beta) * v + beta * grad
1 - beta is missing: v = beta v + (1 - beta) grad, so that alpha keeps its meaning
+ v = beta * v + grad
beta is missing: v = beta v + (1 - beta) grad
+ v = v + (1 - beta) * grad
the previous v is missing: v = beta v + (1 - beta) grad
+ v = (1 - beta) * grad

- v = np.zeros(theta.size)
-     for _ in range(maxiter):
v is reset in every epoch: set it to zero once, before the loops
+ for _ in range(maxiter):
+         v = np.zeros(theta.size)

v starts as the first gradient: start with zero
- v = np.zeros(theta.size)
+ v = None
- v = beta * v + (1 - beta) * grad
+ v = grad if v is None else beta * v + (1 - beta) * grad

- v = beta * v + (1 - beta) * grad
-             theta = theta - alpha * v
v is not used in the step: theta - alpha v
+ v = beta * v + (1 - beta) * grad
+             theta = theta - alpha * (0 * v + grad)
the step uses the v of the step before: update v first, then theta
+ theta = theta - alpha * v
+             v = beta * v + (1 - beta) * grad
theta goes uphill: use theta - alpha v, with + (1 - beta) grad in v
+ v = beta * v + (1 - beta) * grad
+             theta = theta + alpha * v
alpha is missing: use theta - alpha v
+ v = beta * v + (1 - beta) * grad
+             theta = theta - v
the gradient is added to the step: v contains it already, theta - alpha v
+ v = beta * v + (1 - beta) * grad
+             theta = theta - alpha * (v + grad)

this is Nesterov's momentum, with the gradient further ahead: compute the gradient at theta
- J, grad = fun(theta, *batch)
-             v = beta * v
+ J, grad = fun(theta - alpha * beta * v, *batch)
+             v = beta * v

v is corrected for starting at zero, as in Adam: use v itself
- v = np.zeros(theta.size)
+ v, t = np.zeros(theta.size), 0
- (1 - beta) * grad
-             theta = theta - alpha * v
+ (1 - beta) * grad
+             t = t + 1
+             theta = theta - alpha * v / (1 - beta**t)

{judges.IGNORED}
- mini_batches(args, batch_size, rng):
-             J, grad = fun(theta, *batch)
-             v = beta * v
+ [args]:
+             J, grad = fun(theta, *batch)
+             v = beta * v

## rmsprop

- s = beta * s + (1 - beta) * grad**2
the gradient is not squared in s: s = beta s + (1 - beta) grad^2
+ s = beta * s + (1 - beta) * np.abs(grad)
beta and 1 - beta are swapped: s = beta s + (1 - beta) grad^2
+ s = (1 - beta) * s + beta * grad**2
1 - beta is missing: s = beta s + (1 - beta) grad^2
+ s = beta * s + grad**2
s only grows, as in Adagrad: s = beta s + (1 - beta) grad^2
+ s = s + grad**2
the previous s is missing: s = beta s + (1 - beta) grad^2
+ s = (1 - beta) * grad**2
all weights share one s: each has its own, so square the gradient element by element
+ s = beta * s + (1 - beta) * np.sum(grad**2)

- theta = theta - alpha * grad / (np.sqrt(s) + epsilon)
the root is missing: theta - alpha grad / (sqrt(s) + epsilon)
+ theta = theta - alpha * grad / (s + epsilon)
epsilon is under the root: use sqrt(s) + epsilon
+ theta = theta - alpha * grad / np.sqrt(s + epsilon)
epsilon is missing: theta - alpha grad / (sqrt(s) + epsilon)
+ theta = theta - alpha * grad / np.sqrt(s)
the parentheses are missing: divide the gradient by all of sqrt(s) + epsilon
+ theta = theta - alpha * grad / np.sqrt(s) + epsilon
epsilon is always 1e-8: use the argument
+ theta = theta - alpha * grad / (np.sqrt(s) + 1e-8)
the step is multiplied by sqrt(s) + epsilon: divide it
+ theta = theta - alpha * grad * (np.sqrt(s) + epsilon)
theta goes uphill: use theta - alpha grad / (sqrt(s) + epsilon)
+ theta = theta + alpha * grad / (np.sqrt(s) + epsilon)
alpha is missing: theta - alpha grad / (sqrt(s) + epsilon)
+ theta = theta - grad / (np.sqrt(s) + epsilon)

the step uses the s of the step before: update s first, then theta
- s = beta * s + (1 - beta) * grad**2
-             theta = theta - alpha * grad / (np.sqrt(s) + epsilon)
+ theta = theta - alpha * grad / (np.sqrt(s) + epsilon)
+             s = beta * s + (1 - beta) * grad**2

s is reset in every epoch: set it to zero once, before the loops
- s = np.zeros(theta.size)
-     for _ in range(maxiter):
+ for _ in range(maxiter):
+         s = np.zeros(theta.size)

{judges.IGNORED}
- mini_batches(args, batch_size, rng):
-             J, grad = fun(theta, *batch)
-             s = beta * s
+ [args]:
+             J, grad = fun(theta, *batch)
+             s = beta * s

## adam

neither v nor s is corrected for starting at zero: v / (1 - beta1^t), s / (1 - beta2^t)
- v_hat = v / (1 - beta1**t)
+ v_hat = v
- s_hat = s / (1 - beta2**t)
+ s_hat = s

v is not corrected for starting at zero: v / (1 - beta1^t)
- v_hat = v / (1 - beta1**t)
+ v_hat = v

s is not corrected for starting at zero: s / (1 - beta2^t)
- s_hat = s / (1 - beta2**t)
+ s_hat = s

{_NOT_FINITE}
- beta1**t
+ beta1 ** (t - 1)
- beta2**t
+ beta2 ** (t - 1)

t starts at 2: it is 1 in the first step
- np.zeros(theta.size), 0
+ np.zeros(theta.size), 1

t counts the epochs: it should count the steps, one for every batch
- for batch in mini_batches(args, batch_size, rng):
-             t = t + 1
+ t = t + 1
+         for batch in mini_batches(args, batch_size, rng):

the correction does not depend on t: it is 1 - beta^t, not 1 - beta
- beta1**t
+ beta1
- beta2**t
+ beta2

{_NOT_FINITE}
- beta1**t
+ beta1 * t
- beta2**t
+ beta2 * t

v and s are multiplied by 1 - beta^t: divide them
- v / (1 - beta1**t)
+ v * (1 - beta1**t)
- s / (1 - beta2**t)
+ s * (1 - beta2**t)

the corrected v and s are kept for the next step: keep v and s, and correct copies
- v_hat = v / (1 - beta1**t)
+ v = v_hat = v / (1 - beta1**t)
- s_hat = s / (1 - beta2**t)
+ s = s_hat = s / (1 - beta2**t)

beta1 and beta2 are swapped: beta1 belongs to v, beta2 to s
- v = beta1 * v + (1 - beta1) * grad
+ v = beta2 * v + (1 - beta2) * grad
- s = beta2 * s + (1 - beta2) * grad**2
+ s = beta1 * s + (1 - beta1) * grad**2
- v / (1 - beta1**t)
+ v / (1 - beta2**t)
- s / (1 - beta2**t)
+ s / (1 - beta1**t)

s has beta1 as well: use beta2 there
- s = beta2 * s + (1 - beta2) * grad**2
+ s = beta1 * s + (1 - beta1) * grad**2
- s / (1 - beta2**t)
+ s / (1 - beta1**t)

- v = beta1 * v + (1 - beta1) * grad
beta1 and 1 - beta1 are swapped in v: v = beta1 v + (1 - beta1) grad
+ v = (1 - beta1) * v + beta1 * grad
1 - beta1 is missing: v = beta1 v + (1 - beta1) grad
+ v = beta1 * v + grad

- s = beta2 * s + (1 - beta2) * grad**2
1 - beta2 is missing: s = beta2 s + (1 - beta2) grad^2
+ s = beta2 * s + grad**2
the gradient is not squared in s: s = beta2 s + (1 - beta2) grad^2
+ s = beta2 * s + (1 - beta2) * np.abs(grad)
s has v instead of the gradient: s = beta2 s + (1 - beta2) grad^2
+ s = beta2 * s + (1 - beta2) * v**2

- theta = theta - alpha * v_hat / (np.sqrt(s_hat) + epsilon)
the root is missing: sqrt(s / (1 - beta2^t)) + epsilon
+ theta = theta - alpha * v_hat / (s_hat + epsilon)
epsilon is under the root: use sqrt(s / (1 - beta2^t)) + epsilon
+ theta = theta - alpha * v_hat / np.sqrt(s_hat + epsilon)
epsilon is always 1e-8: use the argument
+ theta = theta - alpha * v_hat / (np.sqrt(s_hat) + 1e-8)
epsilon is missing: sqrt(s / (1 - beta2^t)) + epsilon
+ theta = theta - alpha * v_hat / np.sqrt(s_hat)
the step has the gradient instead of v, as in RMSprop: use v / (1 - beta1^t)
+ theta = theta - alpha * grad / (np.sqrt(s_hat) + epsilon)
theta goes uphill: use theta - alpha times the corrected v
+ theta = theta + alpha * v_hat / (np.sqrt(s_hat) + epsilon)

{judges.IGNORED}
- mini_batches(args, batch_size, rng):
-             t = t + 1
+ [args]:
+             t = t + 1
""")
