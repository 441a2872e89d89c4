"""The examples in docstrings run, and every public function has its sections."""

import doctest
import importlib
import inspect
import pkgutil
import pydoc
import textwrap

import pytest

import nnfunc

MODULES = [info.name for info in pkgutil.iter_modules(nnfunc.__path__)]


def exported_by(module):
    return [
        name
        for name in nnfunc.__all__
        if getattr(getattr(nnfunc, name), "__module__", None) == module.__name__
    ]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_module(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # some examples save files
    if name == "plotting":
        pytest.importorskip("matplotlib", reason="the examples of plotting need matplotlib")
    if name == "estimators":
        pytest.importorskip("sklearn", reason="nnfunc.estimators needs scikit-learn")
    module = importlib.import_module(f"nnfunc.{name}")
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted or not exported_by(module), f"{name} has no example"


@pytest.mark.parametrize("name", nnfunc.__all__)
def test_docstring_has_its_sections(name):
    documented = getattr(nnfunc, name)
    lines = (inspect.getdoc(documented) or "").splitlines()
    sections = {title for title, rule in zip(lines, lines[1:]) if rule == "-" * len(title)}
    returns = inspect.signature(documented).return_annotation not in (None, "None")
    wanted = {"Parameters", "Examples", *(["Returns"] if returns else [])}
    assert wanted <= sections, f"{name}: missing {', '.join(sorted(wanted - sections))}"


@pytest.mark.parametrize("name", nnfunc.__all__)
def test_docstring_names_every_parameter(name):
    documented = getattr(nnfunc, name)
    section = inspect.getdoc(documented).partition("Parameters\n")[2].partition("\n\n")[0]
    assert [p for p in inspect.signature(documented).parameters if p not in section] == []


@pytest.mark.parametrize("name", nnfunc.__all__)
def test_help_is_readable_in_a_hundred_columns(name):
    documented = getattr(nnfunc, name)
    signature = f"{name}{inspect.signature(documented)}"
    assert len(textwrap.wrap(signature, 100)) < 10, signature
    text = pydoc.render_doc(documented, renderer=pydoc.plaintext)
    assert "numpy._typing" not in text
    docstring = inspect.getdoc(documented).splitlines()
    assert [line for line in docstring if len(line) > 100] == []
