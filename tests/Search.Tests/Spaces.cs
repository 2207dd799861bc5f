using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;

namespace Orchestrator.Search.Tests;

/// <summary>Search spaces that between them have every feature a sampler must respect.</summary>
internal static class Spaces
{
    public static SearchSpace Mixed { get; } = Of(
        new FloatParameter("lr", 1e-5, 1e-1, Log: true), new FloatParameter("dropout", 0, 0.6),
            new IntParameter("units", 16, 512, Log: true),
        new IntParameter("layers", 1, 4), Choice("activation", "relu", "tanh", "gelu", "sigmoid"),
            new FloatParameter("momentum", 0.5, 0.99));

    public static SearchSpace Conditional { get; } = Of(
        Choice("optimizer", "sgd", "adam", "rmsprop"),
            new FloatParameter("momentum", 0, 0.99, Condition: When("optimizer", "sgd", "rmsprop")),
        new IntParameter("layers", 1, 3),
            new IntParameter("units_1", 8, 64, Step: 8, Condition: new Condition("layers", [ParameterValue.Of(2), ParameterValue.Of(3)])),
        new FloatParameter("units_2", 0, 1, Step: 0.1, Condition: new Condition("layers", [ParameterValue.Of(3)])),
        Choice("nesterov", When("optimizer", "sgd"), "yes", "no"),
            new FloatParameter("lookahead", 1, 10, Log: true, Condition: When("nesterov", "yes")));

    public static SearchSpace Stepped { get; } = Of(
        new FloatParameter("tenths", 0, 0.3, Step: 0.1), new FloatParameter("thirds", -1, 1, Step: 1.0 / 3),
            new IntParameter("batch", 32, 250, Step: 32));

    public static SearchSpace OnePoint { get; } = Of(
        new FloatParameter("lr", 0.1, 0.1, Log: true), new IntParameter("units", 7, 7), Choice("activation", "relu"),
            new FloatParameter("step", 1, 1.5, Step: 1));

    public static SearchSpace OneCategorical { get; } = Of(Choice("activation", "relu", "tanh", "gelu"));

    public static SearchSpace Extreme { get; } = Of(
        new FloatParameter("tiny", 1e-300, 1e-290, Log: true), new FloatParameter("huge", -1e300, 1e300),
            new IntParameter("wide", -1_000_000_000_000, 1_000_000_000_000));

    /// <summary>Constraints over kinds of every sort, one of them over a parameter that may not exist.</summary>
    public static SearchSpace Constrained { get; } = Mixed.Under(
        "units * layers <= 600", "layers < 3 or dropout > 0.1", "activation in ['relu', 'gelu'] or lr < 1e-2",
            "not (momentum > 0.9 and lr > 1e-3)");

    /// <summary>Under one point in a thousand is feasible.</summary>
    public static SearchSpace Narrow { get; } =
        Of(new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1), new IntParameter("n", 1, 50))
        .Under("0.5 <= x + y <= 0.51", "n % 10 == 0");

    /// <summary>A conditional grid in which constraints leave a part.</summary>
    public static SearchSpace ConstrainedGrid { get; } = Of(
        new IntParameter("a", 1, 6), Choice("kind", "plain", "wide"), new IntParameter("b", 1, 5, Condition: When("kind", "wide")),
            new IntParameter("c", 1, 4))
        .Under("a * b <= 12", "a + c > 3");

    public static SearchSpace TwelveReal { get; } = Of([.. Enumerable.Range(0, 12).Select(i => new FloatParameter($"x{i}", 0, 1))]);

    public static IReadOnlyDictionary<string, SearchSpace> All { get; } = new Dictionary<string, SearchSpace>
    {
        ["mixed"] = Mixed,
        ["conditional"] = Conditional,
        ["stepped"] = Stepped,
        ["one point"] = OnePoint,
        ["one categorical"] = OneCategorical,
        ["constrained"] = Constrained,
        ["narrow"] = Narrow,
        ["constrained grid"] = ConstrainedGrid,
        ["extreme"] = Extreme,
        ["twelve real"] = TwelveReal,
    };

    public static SearchSpace Under(this SearchSpace space, params string[] constraints) =>
        space with { Constraints = constraints.Select(Constraint.Parse).ToEquatableList() };

    public static SearchSpace Of(params Parameter[] parameters) => new(parameters.ToEquatableList());

    public static SearchSpace Box(int dimensions, double low, double high) =>
        Of([.. Enumerable.Range(0, dimensions).Select(i => new FloatParameter($"x{i}", low, high))]);

    public static CategoricalParameter Choice(string name, params string[] choices) => new(name, choices.ToEquatableList());

    public static CategoricalParameter Choice(string name, Condition condition, params string[] choices) =>
        new(name, choices.ToEquatableList(), condition);

    public static Condition When(string parent, params string[] values) => new(parent, values.Select(ParameterValue.Of).ToEquatableList());
}
