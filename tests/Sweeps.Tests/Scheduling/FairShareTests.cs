using Orchestrator.Contracts.Definitions;
using Orchestrator.Sweeps.Scheduling;
using static Orchestrator.Sweeps.Tests.Scheduling.Board;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>Who gets how much.</summary>
public sealed class FairShareTests
{
    private readonly Board board = new();

    [Fact]
    public void Slots_are_shared_by_weight()
    {
        board.Placement.Join(Offer("a", 12));
        Hungry("light", 1);
        Hungry("heavy", 3);
        board.Place();
        (board.HeldBy("light"), board.HeldBy("heavy")).ShouldBe((3, 9));
    }

    [Fact]
    public void A_newcomer_gets_its_share_from_what_becomes_free_and_no_more()
    {
        board.Placement.Join(Offer("a", 8));
        Hungry("old", 1);
        board.Place();
        Hungry("new", 1);
        for (var i = 0; i < 4; i++)
        {
            board.End(board.Running.First(a => a.Sweep.Value == "old"));
            board.Place().ShouldHaveSingleItem().Sweep.Value.ShouldBe("new");
        }
        for (var i = 0; i < 20; i++) // those of the one sweep last, those of the other do not: the shares stay
        {
            board.End(board.Running.Last(a => a.Sweep.Value == "new"));
            board.Place();
            (board.HeldBy("old"), board.HeldBy("new")).ShouldBe((4, 4));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_fewer_slots_than_shares_they_take_turns_by_weight(int slots)
    {
        board.Placement.Join(Offer("a", slots));
        string[] sweeps = ["one", "two", "five"];
        Hungry("one", 1);
        Hungry("two", 2);
        Hungry("five", 5);
        var served = sweeps.ToDictionary(s => s, _ => 0);
        for (var i = 0; i < 800; i++)
        {
            foreach (var assignment in board.Place())
            {
                served[assignment.Sweep.Value]++;
            }

            board.End(board.Running[0]); // all last equally long
        }
        served["five"].ShouldBeInRange(490, 510);
        served["two"].ShouldBeInRange(190, 210);
        served["one"].ShouldBeInRange(90, 110);
    }

    [Fact]
    public void A_higher_priority_is_served_first_and_a_lower_one_gets_the_rest()
    {
        board.Placement.Join(Offer("a", 6));
        board.Want("low", Trials(0, 4), new ResourcesDefinition(Priority: -1, Weight: 100));
        board.Want("high", Trials(0, 1, folds: 4), new ResourcesDefinition(Priority: 5));
        board.Place().Select(a => a.Sweep.Value).ShouldBe(["high", "high", "high", "high", "low", "low"]);
    }

    [Fact]
    public void A_limit_holds_and_what_it_leaves_goes_to_others()
    {
        board.Placement.Join(Offer("a", 6));
        board.Want("limited", Trials(0, 4), new ResourcesDefinition(MaxSlots: 2, Priority: 1));
        board.Want("other", Trials(0, 4));
        board.Place();
        (board.HeldBy("limited"), board.HeldBy("other")).ShouldBe((2, 4));
    }

    [Fact]
    public void No_slot_stays_free_because_somebody_has_had_enough()
    {
        board.Placement.Join(Offer("a", 10));
        Hungry("greedy", 1);
        board.Want("modest", Trials(0, 1, folds: 1), new ResourcesDefinition(Weight: 9));
        board.Place().Count.ShouldBe(10);
        board.HeldBy("greedy").ShouldBe(9);
    }

    [Fact]
    public void Who_was_away_has_no_claim_to_what_others_used()
    {
        board.Placement.Join(Offer("a", 1));
        board.Want("away", Trials(0, 1, folds: 1));
        board.End(board.Place().Single());
        Hungry("there", 1);
        for (var i = 0; i < 100; i++)
        {
            board.End(board.Place().Single());
        }

        Hungry("away", 1);
        var turns = Enumerable.Range(0, 10).Select(_ =>
        {
            var served = board.Place().Single();
            board.End(served);
            return served.Sweep.Value;
        }).ToArray();
        turns.Count(t => t == "away").ShouldBeInRange(4, 6);
    }

    private void Hungry(string sweep, double weight) => board.Want(sweep, Trials(0, 200), new ResourcesDefinition(Weight: weight));
}
