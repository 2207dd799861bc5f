using Orchestrator.Search.Pruners;
using Orchestrator.Search.Restarts;

namespace Orchestrator.Search.Tests.Restarts;

public sealed class RungTests
{
    private static readonly Rung Second = new(2, 3, 10, Keep: 2);

    [Fact]
    public void The_best_go_on_and_the_others_hear_why_not()
    {
        var places = Second.Judge([(4, -0.5), (7, -0.9), (5, -0.7)], new ScoreWords("accuracy", LargerIsBetter: true));
        places.Select(p => (p.Trial, p.Place)).ShouldBe([(7, 1), (5, 2), (4, 3)]);
        places.Select(p => p.Reason).ShouldBe(
            [null, null, "Rung 2 of 3, epoch 10: place 3 of 3, mean accuracy 0.5; the best 2 go on, the last of them, trial 5, with 0.7."]);
    }

    [Fact]
    public void Whoever_arrives_first_the_places_are_the_same_and_of_equals_the_lower_number_is_better()
    {
        (int, double)[] arrived = [(3, 0.5), (1, 0.5), (2, 0.5), (0, 0.25)];
        var places = Second.Judge(arrived, ScoreWords.OfLoss);
        Second.Judge([.. arrived.Reverse()], ScoreWords.OfLoss).ShouldBe(places);
        places.Select(p => p.Trial).ShouldBe([0, 1, 2, 3]);
        places.Count(p => p.Reason is null).ShouldBe(2);
    }

    [Fact]
    public void All_go_on_where_no_more_are_left_than_may() =>
        Second.Judge([(3, 0.5)], ScoreWords.OfLoss).ShouldHaveSingleItem().Reason.ShouldBeNull();
}
