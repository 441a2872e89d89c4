function [J, grad] = nn_cost(theta, sizes, X, y, lambda)
  % Regularised cross entropy of a sigmoid network, labels y counted from 1, and its gradient.
  m = rows(X);
  L = numel(sizes);
  Y = eye(sizes(L))(y, :);
  Theta = cell(1, L - 1);
  start = 0;
  for l = 1:L - 1
    n = sizes(l + 1) * (sizes(l) + 1);
    Theta{l} = reshape(theta(start + 1:start + n), sizes(l + 1), sizes(l) + 1);
    start += n;
  end

  a = cell(1, L);
  a{1} = [ones(m, 1), X];
  for l = 1:L - 1
    a{l + 1} = [ones(m, 1), 1 ./ (1 + exp(-a{l} * Theta{l}'))];
  end
  h = a{L}(:, 2:end);

  J = -sum(sum(Y .* log(h) + (1 - Y) .* log(1 - h))) / m;
  delta = h - Y;
  grad = [];
  for l = L - 1:-1:1
    J += lambda / (2 * m) * sum(sum(Theta{l}(:, 2:end) .^ 2));
    D = delta' * a{l} / m + lambda / m * [zeros(sizes(l + 1), 1), Theta{l}(:, 2:end)];
    grad = [D(:); grad];
    delta = (delta * Theta{l} .* a{l} .* (1 - a{l}))(:, 2:end);
  end
end
