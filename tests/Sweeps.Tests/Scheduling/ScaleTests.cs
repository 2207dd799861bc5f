using static Orchestrator.Sweeps.Tests.Scheduling.Board;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>What a decision costs, counted in steps rather than time: 500 nodes of 2 slots, and up to 10,000 folds that wait.</summary>
public sealed class ScaleTests
{
    private const int Nodes = 500;

    [Fact]
    public void A_decision_costs_the_same_however_many_folds_wait()
    {
        var (few, many) = (StepsPerDecision(sweeps: 20, folds: 1_000), StepsPerDecision(sweeps: 20, folds: 10_000));
        many.ShouldBeLessThan(200);
        many.ShouldBeLessThan(1.2 * few);
    }

    [Fact]
    public void Nothing_to_do_costs_next_to_nothing()
    {
        var board = Full(20, 10_000);
        var before = board.Placement.Steps;
        board.Place().ShouldBeEmpty();
        (board.Placement.Steps - before).ShouldBe(0);
    }

    [Fact]
    public void The_first_thousand_slots_are_filled_without_looking_at_every_pair()
    {
        var board = Full(20, 10_000);
        board.Running.Count.ShouldBe(2 * Nodes);
        board.Placement.Steps.ShouldBeLessThan(2 * Nodes * 200);
    }

    // A slot becomes free and is filled again, a thousand times.
    private static double StepsPerDecision(int sweeps, int folds)
    {
        var board = Full(sweeps, folds);
        var (before, decisions) = (board.Placement.Steps, 0);
        foreach (var ended in board.Running.ToArray()[..500])
        {
            board.End(ended);
            decisions += board.Place().Count;
        }
        return (board.Placement.Steps - before) / (double)decisions;
    }

    private static Board Full(int sweeps, int folds)
    {
        var board = new Board();
        for (var i = 0; i < Nodes; i++)
        {
            board.Placement.Join(Offer($"node-{i:000}"));
        }

        for (var i = 0; i < sweeps; i++)
        {
            board.Want($"sweep-{i:00}", Trials(0, (folds + 1500) / sweeps / 5));
        }

        board.Place();
        return board;
    }
}
