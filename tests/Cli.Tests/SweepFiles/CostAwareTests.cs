namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Weighing what a trial costs, in a sweep file.</summary>
public sealed class CostAwareTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Theory]
    [InlineData("cost_aware: true", true)]
    [InlineData("cost_aware: false", false)]
    public void It_is_asked_for(string text, bool expected) =>
        file.Parse(With("bayesian", text)).Definition!.Search.CostAware.ShouldBe(expected);

    [Theory]
    [InlineData("random", "cost_aware: ^true", "'cost_aware' goes with algorithm: bayesian.")]
    [InlineData("bayesian", "cost_aware: ^very", "'cost_aware' is true or false")]
    public void What_is_wrong_is_said_at_its_place(string algorithm, string text, string message) =>
        file.ProblemsAtCaret(With(algorithm, text)).ShouldContain(m => m.Contains(message));

    private static string With(string algorithm, string text) =>
        SampleFile.With("algorithm: bayesian, trials: 20, parallel: 2", $"algorithm: {algorithm}, trials: 20, parallel: 2, {text}");
}
