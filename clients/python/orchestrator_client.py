"""Trains the folds of an orchestrator's sweep in a loop of your own.

The sweep decides what is tried, journals each result, prunes, retries and resumes; this client asks for folds and tells what came out.
One file, Python 3.9 or later, nothing but the standard library: copy it beside your script.

    import orchestrator_client as orc

    study = orc.load_study("rosenbrock-1", server="http://localhost:7070")

    def objective(trial):
        x = trial.suggest_float("x", -2, 2)
        return (1 - x) ** 2

    study.optimize(objective)
    print(study.best_params, study.best_value)

Run the script as often, and on as many machines, as you like: all of them share the work. What any of them would have been given does
not depend on who asks first. See docs/how-to/ask-and-tell.md.
"""

import http.client
import json
import logging
import math
import os
import random
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Type, Union

__all__ = [
    "CategoricalDistribution", "ContradictsSpace", "FloatDistribution", "FrozenTrial", "IntDistribution", "InvalidRequest", "LeaseOver",
    "NotFound", "OrchestratorError", "Refused", "Study", "Trial", "TrialPruned", "Unreachable", "create_study", "load_study",
]

logger = logging.getLogger("orchestrator_client")

_LONGEST_WAIT = 20.0  # seconds that one ask waits at the coordinator
_LAG = 1.0  # seconds by which what coordinators show may lag behind their journal
_ANSWER_TIMEOUT = 35.0  # seconds until a coordinator that says nothing counts as gone


class OrchestratorError(Exception):
    """Something went wrong between this client and the coordinators; the text says what, and what to do."""


class Unreachable(OrchestratorError):
    """No coordinator answered for as long as the client was told to try."""


class Refused(OrchestratorError):
    """The coordinator will not do it.

    ``status`` is the HTTP status, ``problems`` maps fields to what is wrong with them (empty where it is not about fields).
    """

    def __init__(self, status: int, detail: str, problems: Optional[Mapping[str, Sequence[str]]] = None):
        super().__init__(detail)
        self.status = status
        self.problems = dict(problems or {})


class NotFound(Refused):
    """There is no such sweep, or no such attempt."""


class InvalidRequest(Refused):
    """What was sent cannot be read, or does not fit the sweep."""


class LeaseOver(Refused):
    """The attempt has lost its lease: its result does not count, because another client has the fold, or had its result counted."""


class ContradictsSpace(OrchestratorError):
    """A ``suggest_*`` call asks for something else than the sweep's space has."""


class TrialPruned(Exception):
    """Raise it in an objective to end a trial that is not worth going on with."""


@dataclass(frozen=True)
class FloatDistribution:
    """A real parameter from ``low`` to ``high``."""

    low: float
    high: float
    log: bool = False
    step: Optional[float] = None


@dataclass(frozen=True)
class IntDistribution:
    """A whole parameter from ``low`` to ``high``."""

    low: int
    high: int
    log: bool = False
    step: int = 1


@dataclass(frozen=True)
class CategoricalDistribution:
    """One of some choices: texts, numbers, or truth values."""

    choices: Tuple[Any, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", tuple(self.choices))


Distribution = Union[FloatDistribution, IntDistribution, CategoricalDistribution]


@dataclass(frozen=True)
class FrozenTrial:
    """A trial as the journal has it. ``value`` is the mean over its folds, ``values`` that of each objective; None until completed."""

    number: int
    state: str
    params: Dict[str, Any]
    value: Optional[float]
    values: Optional[List[float]]
    folds_done: int
    folds: int
    reason: Optional[str] = None


class _Http:
    """Asks whichever coordinator answers. All that it sends may be sent twice."""

    def __init__(self, servers: Sequence[str], token: Optional[str], ca: Optional[str], patience: float):
        self._servers = [server.rstrip("/") for server in servers]
        self._token = token
        self._patience = patience
        self._context = ssl.create_default_context(cafile=ca)
        self._current = 0
        for server in self._servers:
            parts = urllib.parse.urlsplit(server)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise OrchestratorError(f"'{server}' is no address of a coordinator; one looks like http://localhost:7070.")
            if token and parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
                raise OrchestratorError(f"{parts.hostname} is another machine, and http would send the token readable: use https.")

    def get(self, path: str) -> Any:
        return self._send("GET", path, None, {})

    def post(self, path: str, body: Mapping[str, Any], headers: Optional[Mapping[str, str]] = None) -> Any:
        return self._send("POST", path, json.dumps(body, allow_nan=False).encode(), headers or {})

    def _send(self, method: str, path: str, body: Optional[bytes], headers: Mapping[str, str]) -> Any:
        give_up, pause, told = time.monotonic() + self._patience, 0.1, ""
        while True:
            for _ in self._servers:
                server = self._servers[self._current % len(self._servers)]
                try:
                    return self._send_once(method, server + path, body, headers)
                except _Away as away:
                    told = f"{server}: {away}"
                    self._current += 1
            if time.monotonic() + pause > give_up:
                raise Unreachable(f"No coordinator has answered for {self._patience:.0f} s. The last one was {told}.")
            time.sleep(pause * random.uniform(0.7, 1.0))
            pause = min(2.0, pause * 2)

    def _send_once(self, method: str, url: str, body: Optional[bytes], headers: Mapping[str, str]) -> Any:
        request = urllib.request.Request(url, data=body, method=method, headers=dict(headers))
        request.add_header("Accept", "application/json")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=_ANSWER_TIMEOUT, context=self._context) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error.code, error.read()) from None
        except ssl.SSLCertVerificationError as error:
            raise _untrusted(url, error) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise _untrusted(url, error.reason) from None
            raise _Away(str(error.reason)) from None
        except (OSError, ValueError, http.client.HTTPException) as error:  # a connection that broke off, an answer that is cut
            raise _Away(str(error) or type(error).__name__) from None


class _Away(Exception):
    """A coordinator that does not answer, or cannot now."""


def _untrusted(url: str, error: ssl.SSLCertVerificationError) -> OrchestratorError:
    return OrchestratorError(f"{url}: its certificate is not trusted ({error.verify_message}). Name its authority with ca=.")


def _refusal(status: int, body: bytes) -> Exception:
    try:
        problem = json.loads(body)
        detail = str(problem.get("detail") or problem.get("title") or "")
    except (ValueError, AttributeError):
        problem, detail = {}, ""
    if status in (502, 503, 504):
        return _Away(detail or f"it answers {status}")
    if status == 401:
        detail = "The coordinator does not know you: give token=, or put the token into ORCHESTRATOR_TOKEN."
    detail = detail or f"The coordinator answers {status}. Is it one?"
    kind = {404: NotFound, 422: InvalidRequest}.get(status, Refused)
    return kind(status, detail, problem.get("errors"))


class _Space:
    """The parameters of a sweep, and what its values mean in Python."""

    def __init__(self, parameters: Sequence[Mapping[str, Any]], fixed: Sequence[Mapping[str, Any]]):
        self._parameters = {parameter["name"]: parameter for parameter in parameters}
        self._fixed = {setting["name"] for setting in fixed}

    def read(self, settings: Mapping[str, Any]) -> Dict[str, Any]:
        return {name: self._value(name, value) for name, value in settings.items()}

    def _value(self, name: str, value: Any) -> Any:
        kind = self._parameters.get(name, {}).get("kind", "categorical")
        if kind == "int":
            return int(value)
        return float(value) if kind == "float" else _meaning(value)

    def check(self, name: str, params: Mapping[str, Any], wanted: Distribution) -> Any:
        """The value of a parameter that the objective asks for as `wanted`."""
        if name in self._fixed:
            value = params[name]
            if isinstance(wanted, CategoricalDistribution):
                return _choice(name, value, wanted.choices)
            if isinstance(value, (int, float)) and wanted.low <= value <= wanted.high:
                return value
            raise ContradictsSpace(f"The sweep holds '{name}' fixed at {value!r}, which lies outside of what is asked for, {wanted}.")
        if name not in self._parameters:
            raise ContradictsSpace(f"The sweep's space has no '{name}'; it has {', '.join(self._parameters) or 'nothing'}.")
        declared = _declared(self._parameters[name])
        if not _agree(declared, wanted):
            raise ContradictsSpace(f"The sweep's space has '{name}' as {declared}, and the objective asks for {wanted}. "
                                   "Make them the same: the space is fixed while a sweep lives.")
        if name not in params:
            condition = self._parameters[name].get("condition") or {}
            raise ContradictsSpace(f"'{name}' has no value in this trial: it exists only where '{condition.get('parent')}' is one of "
                                   f"{condition.get('values')}. Ask for it under that condition.")
        return _choice(name, params[name], wanted.choices) if isinstance(wanted, CategoricalDistribution) else params[name]


def _declared(parameter: Mapping[str, Any]) -> Distribution:
    if parameter["kind"] == "categorical":
        return CategoricalDistribution(tuple(_meaning(choice) for choice in parameter["choices"]))
    if parameter["kind"] == "int":
        return IntDistribution(int(parameter["low"]), int(parameter["high"]), parameter.get("log", False), int(parameter.get("step") or 1))
    return FloatDistribution(float(parameter["low"]), float(parameter["high"]), parameter.get("log", False), parameter.get("step"))


def _agree(declared: Distribution, wanted: Distribution) -> bool:
    if isinstance(declared, CategoricalDistribution) and isinstance(wanted, CategoricalDistribution):
        return len(declared.choices) == len(wanted.choices) and {_text(c) for c in declared.choices} == {_text(c) for c in wanted.choices}
    return type(declared) is type(wanted) and declared == wanted


def _choice(name: str, value: Any, choices: Sequence[Any]) -> Any:
    for choice in choices:
        if _text(choice) == _text(value):
            return choice
    raise ContradictsSpace(f"'{name}' is {value!r} in this trial, which is none of the choices {list(choices)!r}.")


def _text(choice: Any) -> str:
    """A choice as a sweep file spells it; numbers that are equal are spelled the same."""
    if isinstance(choice, bool):
        return "true" if choice else "false"
    if choice is None:
        return "none"
    if isinstance(choice, (int, float)):
        return repr(int(choice)) if float(choice).is_integer() and abs(choice) < 2**53 else repr(float(choice))
    return str(choice)


def _meaning(value: Any) -> Any:
    """What a choice means: texts that spell a number or a truth value are meant as such."""
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    for read in (int, float):
        try:
            number = read(value)
        except ValueError:
            continue
        return number if math.isfinite(number) else value
    return value


def _number(value: Any) -> Any:
    """A metric for JSON, which knows no NaN."""
    number = float(value)
    return number if math.isfinite(number) else "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


class Trial:
    """A fold of a trial to train: where the sweep is not cross-validated, the trial itself.

    ``number``, ``fold`` and ``folds`` say which; ``params`` are its values; ``seed`` is the same in each attempt at it, and ``split_seed``
    in all trials, to split data into folds by. ``epochs`` is the most steps that may be reported.
    """

    def __init__(self, study: "Study", given: Mapping[str, Any]):
        self._study = study
        self.attempt: str = given["attempt"]
        self.number: int = given["trial"]
        self.fold: int = given["fold"]
        self.folds: int = given["folds"]
        self.epochs: int = given["epochs"]
        self.seed: int = given["seed"]
        self.split_seed: int = given["splitSeed"]
        self.params: Dict[str, Any] = study._space.read(given["parameters"])
        self.stop_reason: Optional[str] = None
        self._pruned = False
        self._steps = 0
        self._lease: float = given["leaseSeconds"]

    def suggest_float(self, name: str, low: float, high: float, *, step: Optional[float] = None, log: bool = False) -> float:
        """The value of a real parameter, which the space has to declare the same."""
        return self._study._space.check(name, self.params, FloatDistribution(float(low), float(high), log, step))

    def suggest_int(self, name: str, low: int, high: int, *, step: int = 1, log: bool = False) -> int:
        """The value of a whole parameter, which the space has to declare the same."""
        return self._study._space.check(name, self.params, IntDistribution(low, high, log, step))

    def suggest_categorical(self, name: str, choices: Sequence[Any]) -> Any:
        """The choice of a parameter, which the space has to declare with the same choices."""
        return self._study._space.check(name, self.params, CategoricalDistribution(tuple(choices)))

    def report(self, value: Union[float, Mapping[str, float]], step: int) -> None:
        """Tells an intermediate value, or several by metric. Step 0 is the first epoch."""
        metrics = value if isinstance(value, Mapping) else {self._study.metric: value}
        self._hear(self._study._tell(self, "values", {"epoch": step + 1, "metrics": {k: _number(v) for k, v in metrics.items()}}))
        self._steps = max(self._steps, step + 1)

    def should_prune(self) -> bool:
        """Whether nothing more of this trial is wanted: it was pruned, or ended by somebody; ``stop_reason`` says why."""
        return self.stop_reason is not None

    def _hear(self, standing: Mapping[str, Any]) -> None:
        if not standing["goOn"] and standing["stage"] != "completed":
            self.stop_reason = standing.get("reason") or standing["stage"]
            self._pruned = standing["stage"] == "pruned"


class Study:
    """A sweep whose folds clients train. Made by `create_study` and `load_study`."""

    def __init__(self, connection: _Http, sweep: str, worker: str):
        self._http = connection
        self._worker = worker
        self._path = f"/v1/sweeps/{urllib.parse.quote(sweep, safe='')}"
        self.name = sweep
        definition = connection.get(self._path)["definition"]
        if not definition["model"].get("external"):
            raise OrchestratorError(f"Sweep '{sweep}' is trained by nodes. Clients train what says 'model: {{ external: true }}'.")
        objectives = [definition["objective"], *definition.get("furtherObjectives", [])]
        self.metric: str = objectives[0]["metric"]
        self.metrics: List[str] = [objective["metric"] for objective in objectives]
        self.directions: List[str] = [objective["direction"] for objective in objectives]
        self.direction: str = self.directions[0]
        self._space = _Space(definition["space"]["parameters"], definition["model"]["fixed"]["settings"])
        self._final: Optional[Tuple[Any, List[Any]]] = None  # best trial and all trials, once the sweep has ended
        self._told_at = -math.inf
        self._running: Dict[str, Trial] = {}
        self._gate = threading.Lock()
        self._beating: Optional[threading.Thread] = None

    def optimize(
        self, func: Callable[[Trial], Any], n_trials: Optional[int] = None, timeout: Optional[float] = None,
        catch: Union[Type[Exception], Tuple[Type[Exception], ...]] = (),
        callbacks: Sequence[Callable[["Study", Trial], None]] = (),
    ) -> None:
        """Trains folds until the sweep has ended, or `n_trials` of them, or for `timeout` seconds.

        An exception of `func` is told as a failure, which the sweep tries again as often as its file allows, and raised, unless it is one
        of `catch`.
        """
        end = None if timeout is None else time.monotonic() + timeout
        done = 0
        while (n_trials is None or done < n_trials) and (end is None or time.monotonic() < end):
            trial = self.ask(None if end is None else max(0.0, end - time.monotonic()))
            if trial is None:
                return
            self._train(func, trial, catch)
            done += 1
            for callback in callbacks:
                callback(self, trial)

    def ask(self, timeout: Optional[float] = None) -> Optional[Trial]:
        """The next fold to train, waiting for one; None when the sweep has ended, or when there is none for `timeout` seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            wait = _LONGEST_WAIT if end is None else min(_LONGEST_WAIT, max(0.0, end - time.monotonic()))
            asked = self._http.post(f"{self._path}/suggestions", {"worker": self._worker, "key": uuid.uuid4().hex, "wait": wait})
            if asked["suggestions"]:
                return self._begin(Trial(self, asked["suggestions"][0]))
            if asked["status"] in ("completed", "cancelled"):
                self._remember()
                return None
            if end is not None and time.monotonic() >= end:
                return None
            logger.info("%s: %s", self.name, asked.get("reason"))

    def tell(
        self, trial: Trial, values: Union[None, float, Sequence[float], Mapping[str, float]] = None, *, reason: Optional[str] = None,
        kind: str = "error",
    ) -> None:
        """Tells the result of a trial that `ask` gave: its value, its values, or values by metric. Without values it has failed, for
        `reason`: of `kind` "error", "diverged" (it is not tried again) or "outOfMemory".

        Raises `LeaseOver` when the result does not count any more. Telling the same twice is harmless.
        """
        try:
            if values is None:
                self._tell(trial, "failure", {"reason": reason or "The client told no result.", "kind": kind})
            else:
                steps = max(1, trial._steps)
                self._tell(trial, "result", {"metrics": self._metrics(values), "epoch": steps, "epochs": steps})
        except InvalidRequest:
            raise  # it may be told again, and right
        except Refused as refused:
            self._end(trial)
            raise (LeaseOver(409, str(refused)) if refused.status == 409 else refused) from None
        self._end(trial)

    def release(self, trial: Trial) -> None:
        """Gives a trial back, at no cost: whoever asks next gets it."""
        try:
            self._tell(trial, "release", {})
        finally:
            self._end(trial)

    @property
    def trials(self) -> List[FrozenTrial]:
        """All trials so far, by number."""
        self._settle()
        return [self._frozen(row) for row in (self._rows() if self._final is None else self._final[1])]

    @property
    def best_trial(self) -> FrozenTrial:
        """The best completed trial, by the first objective."""
        self._settle()
        best = self._http.get(self._path).get("best") if self._final is None else self._final[0]
        if best is None:
            raise ValueError(f"No trial of {self.name} is completed yet.")
        return self._frozen(best)

    @property
    def best_params(self) -> Dict[str, Any]:
        """The values of the best trial."""
        return self.best_trial.params

    @property
    def best_value(self) -> float:
        """The score of the best trial."""
        value = self.best_trial.value
        assert value is not None
        return value

    def _rows(self) -> List[Any]:
        rows: List[Any] = []
        while True:
            page = self._http.get(f"{self._path}/trials?from={len(rows)}&count=1000")
            rows += page["rows"]
            if len(rows) >= page["matching"] or not page["rows"]:
                return rows

    def _remember(self) -> None:
        """Keeps the final table: on one machine the program ends with its sweep."""
        while self._final is None:
            overview = self._http.get(self._path)
            if overview["summary"]["status"] in ("completed", "cancelled"):
                self._final = (overview.get("best"), self._rows())
            else:
                time.sleep(0.1)  # what is shown lags a moment behind the journal

    def _settle(self) -> None:
        """Waits until what is shown has what this process told last."""
        if self._final is None:
            time.sleep(max(0.0, self._told_at + _LAG - time.monotonic()))

    def _train(self, func: Callable[[Trial], Any], trial: Trial, catch: Any) -> None:
        try:
            values = func(trial)
            self.tell(trial, values, reason="The objective returned nothing." if values is None else None)
        except TrialPruned as pruned:
            if trial.should_prune():
                self._end(trial)  # the sweep knows
            else:
                self.tell(trial, reason=f"The client gave the trial up. {pruned}".strip(), kind="diverged")
        except LeaseOver as over:
            logger.warning("%s", over)
        except Unreachable:
            self._end(trial)
            raise
        except OrchestratorError:  # the script and the sweep do not fit: no fault of the trial
            self.release(trial)
            raise
        except Exception as error:
            if trial.should_prune():
                self._end(trial)
            else:
                kind = "outOfMemory" if isinstance(error, MemoryError) else "error"
                self.tell(trial, reason=f"{type(error).__name__}: {error}", kind=kind)
            if not isinstance(error, catch):
                raise
            logger.warning("Trial %d fold %d failed: %s", trial.number, trial.fold, error)
        except BaseException:  # the user wants to stop
            self.release(trial)
            raise

    def _metrics(self, values: Any) -> Dict[str, Any]:
        if isinstance(values, Mapping):
            return {name: _number(value) for name, value in values.items()}
        listed = list(values) if isinstance(values, (list, tuple)) else [values]
        if len(listed) != len(self.metrics):
            raise InvalidRequest(422, f"The sweep optimises {len(self.metrics)} metrics ({', '.join(self.metrics)}), and the objective "
                                      f"returned {len(listed)} values.")
        return {name: _number(value) for name, value in zip(self.metrics, listed)}

    def _frozen(self, row: Mapping[str, Any]) -> FrozenTrial:
        settings = {setting["name"]: setting["value"] for setting in row["configuration"]["settings"]}
        means = [float(score["mean"]) for score in row["scores"]] or None
        return FrozenTrial(row["trial"], row["status"], self._space.read(settings), means[0] if means else None, means, row["foldsDone"],
                           row["folds"], row.get("reason"))

    def _tell(self, trial: Trial, verb: str, body: Mapping[str, Any]) -> Any:
        answer = self._http.post(f"{self._path}/attempts/{trial.attempt}/{verb}", body)
        if not answer["goOn"]:
            self._told_at = time.monotonic()
        return answer

    def _begin(self, trial: Trial) -> Trial:
        with self._gate:
            self._running[trial.attempt] = trial
            if self._beating is None:
                self._beating = threading.Thread(target=self._beat, name="orchestrator heartbeats", daemon=True)
                self._beating.start()
        return trial

    def _end(self, trial: Trial) -> None:
        with self._gate:
            self._running.pop(trial.attempt, None)

    def _beat(self) -> None:
        while True:
            with self._gate:
                running = list(self._running.values())
                if not running:
                    self._beating = None
                    return
            time.sleep(min(trial._lease for trial in running) / 3)
            for trial in running:
                if trial.attempt not in self._running or trial.should_prune():
                    continue
                try:
                    trial._hear(self._tell(trial, "heartbeat", {}))
                except NotFound as gone:
                    trial.stop_reason = str(gone)
                except OrchestratorError as error:
                    logger.warning("No heartbeat of trial %d fold %d: %s", trial.number, trial.fold, error)


def load_study(
    name: str, *, server: Union[None, str, Sequence[str]] = None, token: Optional[str] = None, ca: Optional[str] = None,
    worker: Optional[str] = None, patience: float = 120.0,
) -> Study:
    """The study of a sweep that is there, by its id.

    `server` is the address of a coordinator, or those of several ones (default: ORCHESTRATOR_SERVER, or http://localhost:7070); `token` is
    presented to it (default: ORCHESTRATOR_TOKEN, or the file that ORCHESTRATOR_TOKEN_FILE names); `ca` is a PEM file of the authority of
    its certificate (default: ORCHESTRATOR_SERVER_CA, or the system's). `worker` is what the journal calls this process. While no
    coordinator answers, requests are repeated for `patience` seconds.
    """
    return Study(_connect(server, token, ca, patience), name, worker or f"{socket.gethostname()}-{os.getpid()}"[:100])


def create_study(
    space: Mapping[str, Distribution], *, name: str, metric: str = "value", direction: str = "minimize", n_trials: int = 100,
    parallel: int = 1, sampler: str = "bayesian", pruner: Optional[Mapping[str, Any]] = None, folds: int = 1, epochs: int = 1,
    seed: int = 0, retries: int = 2, lease: int = 60, fixed: Optional[Mapping[str, Any]] = None, key: Optional[str] = None,
    server: Union[None, str, Sequence[str]] = None, token: Optional[str] = None, ca: Optional[str] = None, worker: Optional[str] = None,
    patience: float = 120.0,
) -> Study:
    """Begins a sweep at the coordinators of a cluster, as a sweep file with ``model: { external: true }`` does.

    `parallel` trials are in flight at once, however many processes ask; `folds` above 1 makes each trial cross-validated; `epochs` is the
    most steps that a trial reports; `pruner` is such as ``{"pruner": "median"}``; `lease` the seconds for which a process may be silent.
    Processes that create the same study with the same `key` share one sweep. The rest is as in `load_study`.
    """
    connection = _connect(server, token, ca, patience)
    settings = [{"name": setting, "value": value if _is_number(value) else _text(value)} for setting, value in (fixed or {}).items()]
    search = {"algorithm": sampler, "trials": n_trials, "parallel": parallel, **({"pruning": dict(pruner)} if pruner else {})}
    begun = connection.post("/v1/sweeps", {
        "name": name, "seed": seed,
        "data": {"path": "(the trainer's own)", "format": "opaque"},
        "model": {"name": "external", "fixed": {"settings": settings}, "external": {"lease": lease}},
        "search": search,
        "space": {"parameters": [_parameter(parameter, wanted) for parameter, wanted in space.items()]},
        "crossValidation": {"folds": folds, "stratified": False, "testFraction": 0},
        "objective": {"metric": metric, "direction": direction},
        "stopping": {"epochs": epochs},
        "resources": {"retries": retries},
    }, {"Idempotency-Key": str(uuid.uuid5(uuid.NAMESPACE_URL, key) if key else uuid.uuid4())})
    return Study(connection, begun["sweep"]["value"], worker or f"{socket.gethostname()}-{os.getpid()}"[:100])


def _parameter(name: str, wanted: Distribution) -> Dict[str, Any]:
    if isinstance(wanted, CategoricalDistribution):
        return {"kind": "categorical", "name": name, "choices": [_text(choice) for choice in wanted.choices]}
    body: Dict[str, Any] = {"name": name, "low": wanted.low, "high": wanted.high, "log": wanted.log}
    if isinstance(wanted, IntDistribution):
        return {"kind": "int", **body, "step": wanted.step}
    return {"kind": "float", **body, **({"step": wanted.step} if wanted.step is not None else {})}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _connect(server: Union[None, str, Sequence[str]], token: Optional[str], ca: Optional[str], patience: float) -> _Http:
    named = server if server is not None else os.environ.get("ORCHESTRATOR_SERVER") or "http://localhost:7070"
    servers = [part.strip() for part in named.split(",")] if isinstance(named, str) else list(named)
    return _Http(servers, token or _token(), ca or os.environ.get("ORCHESTRATOR_SERVER_CA") or None, patience)


def _token() -> Optional[str]:
    if os.environ.get("ORCHESTRATOR_TOKEN"):
        return os.environ["ORCHESTRATOR_TOKEN"].strip()
    path = os.environ.get("ORCHESTRATOR_TOKEN_FILE")
    if not path:
        return None
    with open(path, encoding="utf-8") as file:
        return file.read().strip()
