using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>A search fold by fold in a sweep file.</summary>
public sealed class FoldWiseTests(SampleFile file) : IClassFixture<SampleFile>
{
    [Theory]
    [InlineData("fold_wise: true", 0.05, 3)]
    [InlineData("fold_wise: { least_chance: 0.1 }", 0.1, 3)]
    [InlineData("fold_wise: { start_up_trials: 5 }", 0.05, 5)]
    [InlineData("fold_wise: {}", 0.05, 3)]
    public void What_is_left_out_is_as_usual(string text, double chance, int startUp) =>
        file.Parse(With(text)).Definition!.Search.FoldWise.ShouldBe(new FoldWiseDefinition(chance, startUp));

    [Fact]
    public void Where_it_is_off_trials_get_all_their_folds() =>
        file.Parse(With("fold_wise: false")).Definition!.Search.FoldWise.ShouldBeNull();

    [Theory]
    [InlineData("fold_wise: ^yes", "'fold_wise' is true or false")]
    [InlineData("fold_wise: { least_chance: ^1 }", "a probability above 0 and at most 0.5")]
    [InlineData("fold_wise: { start_up_trials: ^1 }", "a whole number from 2 to 10000")]
    [InlineData("fold_wise: { ^least_chanse: 0.1 }", "Did you mean 'least_chance'?")]
    [InlineData("fold_wise: true, pruner: ^racing", "'racing' ends trials by their folds")]
    public void What_is_wrong_is_said_at_its_place(string text, string message) =>
        file.ProblemsAtCaret(With(text)).ShouldContain(m => m.Contains(message));

    private static string With(string text) =>
        SampleFile.With("algorithm: bayesian, trials: 20, parallel: 2", $"algorithm: bayesian, trials: 20, parallel: 2, {text}");
}
