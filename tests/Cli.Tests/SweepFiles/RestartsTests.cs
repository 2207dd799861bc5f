using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Tests.SweepFiles;

/// <summary>Restarts in a sweep file.</summary>
public sealed class RestartsTests(SampleFile file) : IClassFixture<SampleFile>
{
    private const string Restarts = "algorithm: restarts, restarts: { of: 100, keep: [20, 5], at_epoch: [3, 10] }";

    private static readonly string Text = Spaceless(SampleFile.With("algorithm: bayesian, trials: 20, parallel: 2", Restarts))
        .Replace("cross_validation:", "space:\n  filters: { type: int, low: 16, high: 32, step: 16 }\ncross_validation:",
            StringComparison.Ordinal);

    [Fact]
    public void Each_configuration_of_the_space_is_drawn_so_often()
    {
        var definition = file.Parse(Text).Definition.ShouldNotBeNull();
        var search = definition.Search;
        (search.Algorithm, search.Trials, search.Parallel).ShouldBe(("restarts", 200, 100));
        (search.Restarts!.Of, search.Restarts.Keep, search.Restarts.AtEpoch).ShouldBe((100, [20, 5], [3, 10]));
        definition.Space.Parameters[^1].ShouldBe(new IntParameter("restart", 0, 99));
        definition.Model.Fixed.TryGet("input_order", out var held).ShouldBeTrue();
        held.Number.ShouldBe(0);
    }

    [Fact]
    public void Without_a_space_there_is_one_configuration_and_orders_are_drawn_where_they_are_asked_for()
    {
        var text = Spaceless(Text).Replace("keep: [20, 5], at_epoch: [3, 10]", "keep: 5, at_epoch: 10, draws: order",
            StringComparison.Ordinal);
        var definition = file.Parse(text).Definition.ShouldNotBeNull();
        definition.Search.Trials.ShouldBe(100);
        definition.Space.Parameters.ShouldHaveSingleItem().ShouldBe(new IntParameter("input_order", 0, 99));
        definition.Search.Restarts!.Keep.ShouldBe([5]);
    }

    [Fact]
    public void Fewer_epochs_on_the_command_line_move_the_rungs()
    {
        var definition = file.Parse(Text).Definition.ShouldNotBeNull();
        var search = new SweepOverrides(Epochs: 5).ApplyTo(definition).Search.Restarts!;
        (search.Keep, search.AtEpoch).ShouldBe(([20, 5], [3, 5]));
        search = new SweepOverrides(Epochs: 2).ApplyTo(definition).Search.Restarts!;
        (search.Keep, search.AtEpoch).ShouldBe(([5], [2]));
        new SweepOverrides(Epochs: 30).ApplyTo(definition).Search.Restarts.ShouldBe(definition.Search.Restarts);
    }

    [Theory]
    [InlineData("of: 100", "of: ^1", "'of' is a whole number from 2 to 100000, not '1'.")]
    [InlineData("of: 100, ", "", "'of' is missing in 'restarts'")]
    [InlineData("keep: [20, 5]", "keep: [^100, 5]", "after 100 trials that is at most 99, not '100'.")]
    [InlineData("keep: [20, 5]", "keep: [5, ^20]", "after 5 trials that is at most 4, not '20'.")]
    [InlineData("keep: [20, 5]", "keep: [20, ^few]", "'keep' is a whole number from 1 to 100000, not 'few'.")]
    [InlineData("keep: [20, 5]", "keep: ^some", "'keep' is a number for each rung, such as [5]: a whole number from 1 to 100000")]
    [InlineData("at_epoch: [3, 10]", "at_epoch: [3, ^3]", "after epoch 3, not at '3'.")]
    [InlineData("at_epoch: [3, 10]", "at_epoch: [3, ^13]", "the rung at epoch '13' lies beyond the 12 epochs of a fold.")]
    [InlineData("at_epoch: [3, 10]", "at_epoch: ^[3]", "'at_epoch' has an epoch for each number under 'keep': 2, not 1.")]
    [InlineData("at_epoch: [3, 10] }", "at_epoch: [3, 10], draws: ^wieghts }", "Did you mean 'weights'?")]
    [InlineData("algorithm: restarts,", "algorithm: restarts, trials: ^20,", "leave 'trials' out")]
    [InlineData("algorithm: restarts,", "algorithm: restarts, parallel: ^2,", "leave 'parallel' out")]
    [InlineData("algorithm: restarts,", "algorithm: restarts, pruner: ^median,", "leave the pruner out")]
    [InlineData("algorithm: restarts, restarts: {", "algorithm: random, trials: 3, restarts: ^{",
        "'restarts' goes with algorithm: restarts.")]
    public void What_does_not_fit_is_said_at_its_place(string old, string replacement, string message)
    {
        Text.ShouldContain(old);
        var text = Text.Replace(old, replacement, StringComparison.Ordinal);
        (text.Contains('^') ? file.ProblemsAtCaret(text) : [.. file.Parse(text).Problems.Select(p => p.Message)])
            .ShouldContain(m => m.Contains(message));
    }

    private static string Spaceless(string text)
    {
        var (from, to) = (text.IndexOf("space:", StringComparison.Ordinal), text.IndexOf("cross_validation:", StringComparison.Ordinal));
        return text.Remove(from, to - from);
    }
}
