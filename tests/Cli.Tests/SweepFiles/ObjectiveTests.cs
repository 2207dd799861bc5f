using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>One objective, or several.</summary>
public sealed class ObjectiveTests(SampleFile file) : IClassFixture<SampleFile>
{
    private const string One = "objective: { metric: accuracy, direction: maximize }";
    private static readonly string Two =
        SampleFile.With(One, "objectives: [{ metric: accuracy }, { metric: parameters, direction: minimize }]")
        .Replace("algorithm: bayesian", "algorithm: random", StringComparison.Ordinal);

    [Fact]
    public void Several_reach_the_definition_in_order()
    {
        var definition = file.Parse(Two).Definition.ShouldNotBeNull();
        definition.Objective.ShouldBe(new ObjectiveDefinition("accuracy", Direction.Maximize));
        definition.AdditionalObjectives!.ShouldBe([new ObjectiveDefinition("parameters", Direction.Minimize)]);
    }

    [Fact]
    public void Without_an_algorithm_several_are_searched_by_parego() =>
        file.Parse(Two.Replace("algorithm: random, ", "", StringComparison.Ordinal)).Definition.ShouldNotBeNull().Search.Algorithm.ShouldBe(
            "parego");

    [Theory]
    [InlineData(One, One + "\nobjectives: ^[{ metric: accuracy }, { metric: loss }]", "leave one of them out")]
    [InlineData(One, "objectives: ^[{ metric: accuracy }]", "'objectives' is a list of two or more")]
    [InlineData(One, "objectives: ^{ metric: accuracy }", "'objectives' is a list of two or more")]
    [InlineData(One, "objectives: [{ metric: accuracy }, ^parameters]",
        "an objective holds keys and values (metric, direction), not 'parameters'.")]
    [InlineData(One, "objectives: [{ metric: accuracy }, ^{ metric: accuracy }]", "'accuracy' is an objective already.")]
    [InlineData(One, "objectives: [{ metric: ^parameters }, { metric: accuracy }]", "'parameters' says nothing about predictions")]
    [InlineData(One, "objective: { metric: ^parameters }", "put it second, after a metric such as")]
    [InlineData(One, "objectives: [{ metric: accuracy }, { metric: ^seconds }]", "trade off 'parameters' instead")]
    [InlineData(One, "objectives: [{ metric: accuracy }, { metric: ^paramters }]", "Did you mean 'parameters'?")]
    [InlineData(One, "objectives: [{ metric: accuracy }, { metric: parameters, direction: ^maximize }]", "its direction is minimize")]
    [InlineData(One, "objectives: [{ metric: accuracy }, { metric: parameters, ^goal: minimize }]",
        "unknown key 'goal' in an objective; allowed: metric, direction.")]
    public void What_is_wrong_is_said_where_it_stands(string old, string replacement, string message) =>
        file.ProblemsAtCaret(SampleFile.With(old, replacement)).ShouldContain(m => m.Contains(message));

    [Theory]
    [InlineData("algorithm: random", "algorithm: ^bayesian", "choose one of grid, random, parego")]
    [InlineData("parallel: 2", "pruner: ^median", "leave the pruner out")]
    [InlineData("parallel: 2", "stop: { target: ^0.9 }", "'target' is a score of a single objective")]
    [InlineData("parallel: 2", "stop: { little_to_gain: ^true }", "after trials that leave the front as it is")]
    public void A_search_for_one_objective_is_refused_for_several(string old, string replacement, string message) =>
        file.ProblemsAtCaret(Two.Replace(old, replacement, StringComparison.Ordinal)).ShouldContain(m => m.Contains(message));

    [Fact]
    public void What_looks_at_a_trial_alone_goes_with_several() =>
        file.Parse(
            Two.Replace("parallel: 2", "pruner: { name: threshold, limit: 0.5 }, stop: { no_improvement: 5, hours: 1 }",
                StringComparison.Ordinal)).Problems.ShouldBeEmpty();
}
