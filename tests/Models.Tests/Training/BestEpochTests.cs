using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

public sealed class BestEpochTests
{
    private static readonly ObjectiveDefinition Accuracy = new("accuracy", Direction.Maximize);

    [Fact]
    public void The_best_epoch_is_the_first_of_equals()
    {
        var best = After(Accuracy, 0, 0.5, 0.7, 0.6, 0.7)!;

        (best.Epoch, best.Score).ShouldBe((2, 0.7));
    }

    [Fact]
    public void Smaller_is_better_where_the_objective_says_so() =>
        After(new("loss", Direction.Minimize), 0, 3, 1, 2)!.Epoch.ShouldBe(2);

    [Fact]
    public void Patience_counts_epochs_since_the_last_progress()
    {
        var best = After(Accuracy, 0, 0.5, 0.7, 0.6)!;

        best.IsStale(3, 2).ShouldBeFalse();
        best.IsStale(4, 2).ShouldBeTrue();
        best.IsStale(400, null).ShouldBeFalse();
    }

    [Fact]
    public void Small_steps_are_kept_as_the_best_but_are_no_progress_until_they_add_up()
    {
        var creeping = After(Accuracy, 0.05, 0.50, 0.53)!;
        (creeping.Epoch, creeping.ProgressEpoch).ShouldBe((2, 1));

        var arrived = BestEpoch.After(creeping, 3, 0.56, Accuracy, 0.05);
        (arrived.Epoch, arrived.ProgressEpoch).ShouldBe((3, 3));
    }

    private static BestEpoch? After(ObjectiveDefinition objective, double minDelta, params double[] scores)
    {
        BestEpoch? best = null;
        for (var i = 0; i < scores.Length; i++)
        {
            best = BestEpoch.After(best, i + 1, scores[i], objective, minDelta);
        }

        return best;
    }
}
