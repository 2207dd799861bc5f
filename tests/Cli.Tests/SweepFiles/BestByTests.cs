using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>By what the best trial is chosen, in a sweep file.</summary>
public sealed class BestByTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Theory]
    [InlineData("best_by: posterior", BestBy.Posterior)]
    [InlineData("best_by: mean", BestBy.Mean)]
    [InlineData("parallel: 2", BestBy.Mean)]
    public void It_is_the_mean_unless_something_else_is_asked_for(string text, BestBy expected) =>
        file.Parse(With(text)).Definition!.Search.BestBy.ShouldBe(expected);

    [Fact]
    public void What_is_wrong_is_said_at_its_place() =>
        file.ProblemsAtCaret(With("best_by: ^posteriori")).ShouldHaveSingleItem().ShouldContain("Did you mean 'posterior'?");

    private static string With(string text) => SampleFile.With("trials: 20, parallel: 2", $"trials: 20, {text}");
}
