#!/usr/bin/env python3
"""Both engines on the cases of others: values at random points, by mpmath, which knows neither.

Usage: cas.py PORISM CASES [COUNT]. Each answer of `porism simplify --cases` is compared with the input (for
kind "derivative": with the slope of the input) at random points where the conditions hold; a table of the
kinds is printed. Exit code 1 if a value differs, or if no point satisfies the conditions of an answer. COUNT takes every n-th case only.
Needs mpmath (Debian: python3-mpmath, PyPI: mpmath).
"""
import collections
import json
import random
import re
import subprocess
import sys
import tempfile

import mpmath

mpmath.mp.dps = 30

NAMES = {
    "E": mpmath.e, "pi": mpmath.pi, "I": mpmath.mpc(0, 1), "EulerGamma": mpmath.euler,
    "GoldenRatio": mpmath.phi, "Catalan": mpmath.catalan,
    "exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt, "abs": mpmath.fabs,
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot,
    "sec": mpmath.sec, "csc": mpmath.csc, "asin": mpmath.asin, "acos": mpmath.acos,
    "atan": mpmath.atan, "acot": mpmath.acot, "sinh": mpmath.sinh, "cosh": mpmath.cosh,
    "tanh": mpmath.tanh, "coth": mpmath.coth, "sech": mpmath.sech, "csch": mpmath.csch,
    "asinh": mpmath.asinh, "acosh": mpmath.acosh, "atanh": mpmath.atanh,
    "gamma": mpmath.gamma, "factorial": mpmath.factorial, "binomial": mpmath.binomial,
    "erf": mpmath.erf, "sign": mpmath.sign, "zeta": mpmath.zeta, "beta": mpmath.beta,
    "conjugate": mpmath.conj, "re": mpmath.re, "im": mpmath.im, "arg": mpmath.arg,
    "loggamma": mpmath.loggamma, "polygamma": mpmath.polygamma, "rf": mpmath.rf, "ff": mpmath.ff,
    "RisingFactorial": mpmath.rf, "FallingFactorial": mpmath.ff, "digamma": mpmath.digamma,
}
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
NUMBER = re.compile(r"(?<![A-Za-z_0-9.])(\d+\.?\d*(?:[eE][-+]?\d+)?)(?![A-Za-z_0-9.])")


def compiled(text):
    """The text as a function of its variables."""
    code = NUMBER.sub(r"mpf('\1')", text).replace("^", "**")
    return compile(code, text, "eval")


def value(code, point):
    return eval(code, {"__builtins__": {}, "mpf": mpmath.mpf}, {**NAMES, **point})


def holds(condition, point):
    for sign, test in (("/=", lambda d: abs(d) > 1e-9), ("=", lambda d: abs(d) < 1e-9)):
        if f" {sign} " in condition:
            left, right = condition.split(f" {sign} ")
            return test(value(compiled(left), point) - value(compiled(right), point))
    match = re.fullmatch(r"positive\((.*)\)", condition)
    if not match:
        raise ValueError(f"a condition that nobody understands: {condition}")
    found = mpmath.mpc(value(compiled(match[1]), point))
    return abs(found.imag) < 1e-12 and found.real > 0


def sides(case, answer, point):
    """The value of the input, or of its slope, and that of the answer."""
    source_code = compiled(case["input"])
    if case["kind"] == "derivative":
        def slope(t):
            return value(source_code, {**point, case["var"]: t})
        wanted = mpmath.diff(slope, point[case["var"]])
    else:
        wanted = value(source_code, point)
    return wanted, value(compiled(answer["result"]), point)


def judge(case, answer):
    """'right', 'wrong …' or 'not compared'; an answer whose conditions hold nowhere is wrong."""
    names = sorted(set(WORD.findall(NUMBER.sub("", case["input"]))) - set(NAMES))
    names = [n for n in names if not re.search(rf"\b{n}\(", case["input"])]
    source = random.Random(case["id"])
    domain = case.get("domain", "complex")
    compared, held, tried = 0, 0, 0
    # Where conditions are rarely met more points are tried.
    while tried < 12 or (held == 0 and tried < 200):
        tried += 1
        point = {}
        for name in names + [n for n in [case.get("var")] if n and n not in names]:
            if name in case.get("integers", []):
                point[name] = mpmath.mpf(source.randint(1, 6))
            elif domain in ("positive", "real"):
                low = 0.2 if domain == "positive" else -2
                point[name] = mpmath.mpf(source.uniform(low, 2))
            else:
                point[name] = mpmath.mpc(source.uniform(-2, 2), source.uniform(-2, 2))
        try:
            if not all(holds(c, point) for c in answer["conditions"]):
                continue
            held += 1
            wanted, found = sides(case, answer, point)
            if abs(wanted - found) > 1e-12 * (1 + abs(wanted)):
                # Cancellation may have eaten all digits: exponentials of powers are large.
                with mpmath.workdps(400):
                    wanted, found = sides(case, answer, point)
            if not (mpmath.isfinite(wanted) and mpmath.isfinite(found)):
                continue
        except (ValueError, ZeroDivisionError, OverflowError, NameError, TypeError, SyntaxError,
                NotImplementedError, mpmath.libmp.libhyper.NoConvergence) as fault:
            if isinstance(fault, ValueError) and "nobody understands" in str(fault):
                return f"wrong: {fault}"
            continue
        compared += 1
        if abs(wanted - found) > 1e-12 * (1 + abs(wanted)):
            return f"wrong: {case['input']} to {answer['result']} at {point}: {wanted}, {found}"
    if not held and answer["conditions"]:
        return f"wrong: {case['input']} to {answer['result']} if {answer['conditions']}: nowhere"
    return "right" if compared else "not compared"


def main():
    porism, path = sys.argv[1:3]
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    cases = [json.loads(line) for line in open(path)][::every]
    wrong = 0
    for engine in ("rewriter", "egraph"):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(json.dumps(case) + "\n" for case in cases)
            file.flush()
            run = subprocess.run(
                [porism, "simplify", "--cases", file.name, "--engine", engine],
                stdout=subprocess.PIPE, text=True, check=True)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        assert [a["id"] for a in answers] == [c["id"] for c in cases]
        table = collections.defaultdict(collections.Counter)
        for case, answer in zip(cases, answers):
            row = table[case["kind"]]
            row["cases"] += 1
            if answer["result"] is None:
                row["no answer"] += 1
                continue
            row["shorter"] += len(answer["result"]) < len(case["input"])
            verdict = judge(case, answer)
            row[verdict.split(":")[0]] += 1
            if verdict.startswith("wrong"):
                wrong += 1
                print(case["id"], engine, verdict)
        columns = ["cases", "right", "wrong", "not compared", "no answer", "shorter"]
        print(f"{engine:16}" + "".join(f"{c:>14}" for c in columns))
        for kind in sorted(table):
            print(f"{kind:16}" + "".join(f"{table[kind][c]:14}" for c in columns))
        total = sum(table.values(), collections.Counter())
        print(f"{'all':16}" + "".join(f"{total[c]:14}" for c in columns))
    return 1 if wrong else 0


sys.exit(main())
