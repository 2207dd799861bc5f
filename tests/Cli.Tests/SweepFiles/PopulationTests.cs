namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Population-based training in a sweep file.</summary>
public sealed class PopulationTests(SampleFile file) : IClassFixture<SampleFile>
{
    private static readonly string Text =
        SampleFile.With("algorithm: bayesian, trials: 20, parallel: 2", "algorithm: population, population: 4, trials: 20")
        .Replace("  filters: { type: int, low: 16, high: 96, step: 16 }\n", "", StringComparison.Ordinal)
        .Replace("  pooling: { type: categorical, choices: [max, mean] }\n", "", StringComparison.Ordinal)
        .Replace("  hidden: { type: int, low: 16, high: 128, log: true, when: { pooling: [max] } }\n", "", StringComparison.Ordinal);

    [Fact]
    public void A_population_reaches_the_definition()
    {
        var search = file.Parse(Text).Definition.ShouldNotBeNull().Search;
        (search.Algorithm, search.Population, search.Parallel).ShouldBe(("population", 4, 4));
        file.Parse(Text.Replace("population: 4, ", "", StringComparison.Ordinal)).Definition.ShouldNotBeNull().Search.Population.ShouldBe(
            8);
    }

    [Theory]
    [InlineData("trials: 20", "trials: ^7", "'trials' is at least 8.")]
    [InlineData("trials: 20", "trials: 20, parallel: ^2", "leave 'parallel' out")]
    [InlineData("trials: 20", "trials: 20, pruner: ^median", "leave the pruner out")]
    [InlineData("population: 4", "population: ^1", "'population' is a whole number from 2 to 10000, not '1'.")]
    [InlineData("algorithm: population, population: 4", "algorithm: random, population: ^4",
        "'population' goes with algorithm: population.")]
    [InlineData("space:\n", "space:\n  ^filters: { type: int, low: 16, high: 96 }\n", "'filters' changes the network's shape")]
    public void What_does_not_go_with_it_is_said(string old, string replacement, string message)
    {
        Text.ShouldContain(old);
        file.ProblemsAtCaret(Text.Replace(old, replacement, StringComparison.Ordinal)).ShouldContain(m => m.Contains(message));
    }
}
