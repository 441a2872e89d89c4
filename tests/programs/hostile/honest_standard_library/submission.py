# points: 100
# ruff: noqa

import argparse
import collections
import copy
import csv
import datetime
import decimal
import functools
import gc
import glob
import itertools
import json
import locale
import logging
import math
import operator
import os
import os.path
import pathlib
import pdb
import pickle
import platform
import pprint
import random
import re
import shutil
import statistics
import string
import struct
import sys
import tempfile
import textwrap
import threading
import time
import timeit
import traceback
import types
import typing
import unittest
import warnings

print(datetime.datetime.now().year, time.strftime("%Y"), math.pi, platform.python_version())
logging.basicConfig(level=logging.INFO)
logging.info("ready")
json.loads(json.dumps({"a": [1.5, None]}))
pickle.loads(pickle.dumps([1, 2]))
print(decimal.Decimal("0.1"), copy.deepcopy([[1]]), os.path.join("a", "b"))

# <solution>
