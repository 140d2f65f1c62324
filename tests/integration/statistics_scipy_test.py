#!/usr/bin/env python3
"""Tests, intervals and calibration equal scipy and statsmodels to 1e-9 on random tables.

    statistics_scipy_test.py TOOL    TOOL: the program built from statistics_tool.cpp

Exits 77 (skipped) where this interpreter has no scipy or statsmodels.
"""

import json
import math
import subprocess
import sys
import unittest
import warnings

try:
    import numpy
    from scipy import optimize, special, stats
    from statsmodels.stats.contingency_tables import mcnemar
    from statsmodels.stats.multitest import multipletests
except ImportError as error:
    print(f"skipped: {error}; apt install python3-scipy python3-statsmodels")
    sys.exit(77)

TOOL = sys.argv.pop(1)
TABLES = 100
EPS = 1e-9


def ask(questions):
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    run = subprocess.run([TOOL], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def mid_p(b, c):
    """Fagerland, Lydersen and Laake 2013, from the binomial distribution itself."""
    fewer, n = min(b, c), b + c
    return 2 * stats.binom.cdf(fewer - 1, n, 0.5) + stats.binom.pmf(fewer, n, 0.5)


class Statistics(unittest.TestCase):
    def setUp(self):
        self.random = numpy.random.default_rng(20240501)
        warnings.simplefilter("ignore")

    def assert_close(self, actual, expected, question=None):
        self.assertLessEqual(
            abs(actual - expected), EPS * max(1, abs(expected)), f"{actual} {expected} {question}"
        )

    def assert_same_digits(self, actual, expected, question=None):
        """For small probabilities: the relative error counts."""
        self.assertLessEqual(
            abs(actual - expected), EPS * abs(expected) + 1e-290, f"{actual} {expected} {question}"
        )

    def test_distribution_functions(self):
        questions, expected = [], []
        for _ in range(10 * TABLES):
            a, b = (float(x) for x in 10 ** self.random.uniform(-1, 3.3, 2))
            x = float(self.random.beta(a, b))
            questions.append({"what": "beta", "x": x, "a": a, "b": b})
            expected.append(special.betainc(a, b, x))
            t, v = float(self.random.normal() * 5), float(10 ** self.random.uniform(-0.3, 3))
            questions.append({"what": "t", "t": t, "v": v})
            expected.append(stats.t.cdf(t, v))
            x = float(self.random.normal() * 3)
            questions.append({"what": "normal", "x": x})
            expected.append(stats.norm.cdf(x))
        for question, actual, value in zip(questions, ask(questions), expected):
            self.assert_close(actual, value, question)

    def test_far_tails_of_student_t(self):
        questions = [
            {"what": "t_two_sided", "t": t, "v": v} for t in (5, 20, 100) for v in (1, 4, 9, 50)
        ]
        for question, actual in zip(questions, ask(questions)):
            expected = 2 * stats.t.sf(question["t"], question["v"])
            self.assert_same_digits(actual, expected, question)

    def test_mcnemar(self):
        questions = [
            {"what": "mcnemar", "b": int(b), "c": int(c)}
            for b, c in self.random.integers(0, 150, (TABLES, 2))
        ]
        questions += [{"what": "mcnemar", "b": b, "c": c} for b, c in [(0, 0), (5, 0), (7, 7)]]
        for question, actual in zip(questions, ask(questions)):
            b, c = question["b"], question["c"]
            expected = mcnemar([[10, b], [c, 10]], exact=True).pvalue if b + c else 1
            self.assert_same_digits(actual["p"], expected, question)
            self.assert_close(actual["mid_p"], min(1, mid_p(b, c)) if b + c else 1, question)

    def wilcoxon(self, method, draw):
        questions = []
        for _ in range(TABLES):
            x = draw(int(self.random.integers(3, 45)))
            if any(x):
                questions.append({"what": "wilcoxon", "method": method, "x": [float(v) for v in x]})
        for question, actual in zip(questions, ask(questions)):
            x = numpy.array(question["x"])
            expected = (
                stats.wilcoxon(x, mode="exact")
                if method == "exact"
                else stats.wilcoxon(x, correction=False, mode="approx")
            )
            self.assert_close(actual["statistic"], expected.statistic, question)
            self.assert_close(actual["p"], expected.pvalue, question)

    def test_wilcoxon_exact(self):
        self.wilcoxon("exact", lambda n: self.random.normal(0.3, 1, n))

    def test_wilcoxon_normal_with_ties_and_zeros(self):
        self.wilcoxon("normal", lambda n: self.random.integers(-4, 6, n))

    def test_sign_flips_equal_all_permutations(self):
        questions = [
            {"what": "sign_flip", "x": [float(v) for v in self.random.normal(0.4, 1, n)]}
            for n in range(2, 13)
            for _ in range(TABLES // 10)
        ]
        for question, actual in zip(questions, ask(questions)):
            expected = stats.permutation_test(
                (numpy.array(question["x"]),),
                numpy.sum,
                permutation_type="samples",
                n_resamples=numpy.inf,
            ).pvalue
            self.assert_close(actual, expected, question)

    def test_families(self):
        for what, method in (("holm", "holm"), ("benjamini_hochberg", "fdr_bh")):
            questions = [
                {"what": what, "p": list(self.random.beta(0.4, 2, self.random.integers(1, 20)))}
                for _ in range(TABLES)
            ]
            for question, actual in zip(questions, ask(questions)):
                expected = multipletests(question["p"], method=method)[1]
                for a, b in zip(actual, expected, strict=True):
                    self.assert_close(a, b, question)

    def test_corrected_resampled_t(self):
        questions = [
            {
                "what": "resampled_t",
                "x": list(self.random.normal(0.02, 0.05, self.random.integers(2, 12))),
                "ratio": float(self.random.uniform(0.05, 1)),
                "level": float(self.random.choice([0.9, 0.95, 0.99])),
            }
            for _ in range(TABLES)
        ]
        for question, actual in zip(questions, ask(questions)):
            x = numpy.array(question["x"])
            error = math.sqrt((1 / len(x) + question["ratio"]) * x.var(ddof=1))
            distribution = stats.t(len(x) - 1, x.mean(), error)
            low, high = distribution.interval(question["level"])
            p = 2 * stats.t.sf(abs(x.mean() / error), len(x) - 1)
            self.assert_close(actual["p"], p, question)
            self.assert_close(actual["low"], low, question)
            self.assert_close(actual["high"], high, question)

    def test_bootstrap_intervals_of_the_same_draws(self):
        questions, expected = [], []
        for _ in range(TABLES):
            x = self.random.gamma(0.7, size=self.random.integers(5, 40))
            level = float(self.random.choice([0.9, 0.95, 0.99]))
            seed = int(self.random.integers(1 << 30))
            intervals = {}
            for method in ("percentile", "BCa"):
                result = stats.bootstrap(
                    (x,),
                    numpy.mean,
                    n_resamples=500,
                    confidence_level=level,
                    method=method,
                    random_state=seed,
                )
                intervals[method.lower()] = result.confidence_interval
            questions.append(
                {
                    "what": "intervals",
                    "distribution": list(result.bootstrap_distribution),
                    "value": x.mean(),
                    "leave_one_out": [numpy.delete(x, i).mean() for i in range(len(x))],
                    "level": level,
                }
            )
            expected.append(intervals)
        for actual, intervals in zip(ask(questions), expected):
            for method, interval in intervals.items():
                for a, b in zip(actual[method], interval, strict=True):
                    self.assert_close(a, b, method)

    def predictions(self, clips, classes, sharpness):
        """Truths drawn from softmax(z), claims softmax(z * sharpness) in float32."""
        logits = self.random.normal(0, 1.5, (clips, classes))
        targets = [
            int(self.random.choice(classes, p=row)) for row in special.softmax(logits, axis=1)
        ]
        claims = special.softmax(sharpness * logits, axis=1).astype("f4")
        return {"targets": targets, "probabilities": claims.astype("f8").tolist()}

    def test_calibration_by_its_definition(self):
        questions = [
            {
                "what": "calibration",
                **self.predictions(int(self.random.integers(1, 300)), classes, 1.7),
            }
            for classes in (2, 5, 10)
            for _ in range(TABLES // 3)
        ]
        for question, actual in zip(questions, ask(questions)):
            p = numpy.array(question["probabilities"])
            y = numpy.array(question["targets"])
            confidence, right = p.max(axis=1), p.argmax(axis=1) == y
            ece = 0
            for low in numpy.arange(15) / 15:
                inside = (confidence > low) & (confidence <= low + 1 / 15)
                if inside.any():
                    gap = abs(right[inside].mean() - confidence[inside].mean())
                    ece += gap * inside.mean()
            truth = numpy.eye(p.shape[1])[y]
            self.assert_close(actual["ece"], ece)
            self.assert_close(actual["brier"], ((p - truth) ** 2).sum(axis=1).mean())
            self.assert_close(actual["nll"], -numpy.log(p[numpy.arange(len(y)), y]).mean())

    def test_temperature_is_the_optimum(self):
        questions = [
            {"what": "temperature", **self.predictions(400, 6, float(sharpness))}
            for sharpness in self.random.uniform(0.4, 4, 20)
        ]
        for question, actual in zip(questions, ask(questions)):
            logs = numpy.log(numpy.array(question["probabilities"]))
            targets = question["targets"]

            def nll(temperature, logs=logs, targets=targets):
                scaled = special.log_softmax(logs / temperature, axis=1)
                return -scaled[numpy.arange(len(targets)), targets].mean()

            best = optimize.minimize_scalar(
                nll, bounds=(0.05, 50), method="bounded", options={"xatol": 1e-10}
            )
            self.assertAlmostEqual(actual["temperature"], best.x, delta=1e-6 * best.x)
            self.assertLessEqual(actual["nll"], best.fun + 1e-12)
            self.assert_close(actual["nll"], nll(actual["temperature"]))


if __name__ == "__main__":
    unittest.main()
