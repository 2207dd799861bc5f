#!/usr/bin/env python3
"""Optuna's samplers by ask and tell: one JSON document a line in, one out. PeerStudy.cs starts it and says what the lines hold."""
import json
import sys
import time
import warnings

import optuna


def tpe(request, **more):
    """Optuna's documentation advises constant_liar where several trials run at a time, and its TPE ranks trials by constraints_func."""
    constraints = (lambda trial: (trial.user_attrs.get("shortfall", 0.0),)) if request["constrained"] else None
    return optuna.samplers.TPESampler(
        seed=request["seed"], constant_liar=request["parallel"] > 1, constraints_func=constraints, **more)


SAMPLERS = {
    "tpe": tpe,
    "tpe-multivariate": lambda request: tpe(request, multivariate=True, group=True),  # group: joint also where there are conditions
    "cma-es": lambda request: optuna.samplers.CmaEsSampler(seed=request["seed"]),
    "gp": lambda request: optuna.samplers.GPSampler(seed=request["seed"]),
    "qmc": lambda request: optuna.samplers.QMCSampler(seed=request["seed"]),
    "random": lambda request: optuna.samplers.RandomSampler(seed=request["seed"]),
}


def suggest(trial, parameters):
    """The space by define-by-run: a parameter is asked for where its parent has one of the values that it depends on."""
    settings = {}
    for p in parameters:
        name, condition = p["name"], p.get("condition")
        if condition and settings.get(condition["parent"]) not in condition["values"]:
            continue
        if p["kind"] == "categorical":
            settings[name] = trial.suggest_categorical(name, p["choices"])
        elif p["kind"] == "int":
            settings[name] = trial.suggest_int(name, p["low"], p["high"], step=p["step"], log=p["log"])
        else:
            settings[name] = trial.suggest_float(name, p["low"], p["high"], step=p.get("step"), log=p["log"])
    return settings


class Study:
    def __init__(self, request):
        self.parameters = request["parameters"]
        self.study = optuna.create_study(sampler=SAMPLERS[request["sampler"]](request))
        self.asked, self.worst = None, 0.0

    def tell(self, number, loss):
        if loss is None:
            self.study.tell(number, state=optuna.trial.TrialState.FAIL)
        else:
            self.worst = max(self.worst, loss)
            self.study.tell(number, loss)

    def ask(self, request):
        for result in request["told"]:
            self.tell(result["trial"], result.get("loss"))
        if "shortfall" in request:  # what was asked for last breaks a constraint: as bad as the worst so far
            self.asked.set_user_attr("shortfall", request["shortfall"])
            self.tell(self.asked.number, self.worst)
        if "instead" in request:
            self.study.enqueue_trial(request["instead"])
        self.asked = self.study.ask()
        return {"settings": suggest(self.asked, self.parameters), "trial": self.asked.number}


def main():
    warnings.simplefilter("ignore")
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = None
    for line in sys.stdin:
        request = json.loads(line)
        before = time.process_time()
        if "sampler" in request:
            study = Study(request)
            answer = {"version": optuna.__version__}
        else:
            answer = study.ask(request)
        print(json.dumps({**answer, "seconds": time.process_time() - before}), flush=True)


main()
