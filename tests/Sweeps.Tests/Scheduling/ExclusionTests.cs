using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using static Orchestrator.Sweeps.Tests.Scheduling.Board;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>A node that breaks what it touches.</summary>
public sealed class ExclusionTests
{
    private readonly Board board = new();

    public ExclusionTests()
    {
        board.Placement.Join(Offer("bad", 1));
        board.Placement.Join(Offer("good", 1));
        board.Want("s", Trials(0, 20, folds: 2));
    }

    [Fact]
    public void Failures_in_a_row_across_trials_exclude_it_and_say_why()
    {
        Run("bad", FailureKind.Crashed).ShouldBeNull();
        Run("bad", FailureKind.Error).ShouldBeNull();
        var exclusion = Run("bad", FailureKind.Crashed) ?? Run("bad", FailureKind.Crashed).ShouldNotBeNull(); // of different trials
        exclusion.Node.ShouldBe("bad");
        exclusion.Reason.ShouldContain(" attempts in a row failed here, of trials 0, ");
        exclusion.Reason.ShouldContain("broke.");
        board.Node("bad").Excluded.ShouldBe(exclusion.Reason);
        board.Place().ShouldAllBe(a => a.Slot.Node == "good");
    }

    [Fact]
    public void A_full_disk_excludes_a_node_at_once()
    {
        var exclusion = Run("bad", FailureKind.DiskFull).ShouldNotBeNull();
        exclusion.Reason.ShouldContain("found no room on the disk");
        board.Place().ShouldAllBe(a => a.Slot.Node == "good");
    }

    [Fact]
    public void One_hopeless_trial_is_no_nodes_fault()
    {
        board.Want("s", Trials(0, 1, folds: 9));
        for (var i = 0; i < 4; i++)
        {
            Run("bad", FailureKind.Error).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FailureKind.Diverged)]
    public void Whoever_does_its_work_in_between_is_not_excluded(FailureKind? between)
    {
        for (var i = 0; i < 5; i++)
        {
            Run("bad", FailureKind.Crashed).ShouldBeNull();
            Run("bad", FailureKind.Crashed).ShouldBeNull();
            Run("bad", between).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(FailureKind.Interrupted)]
    [InlineData(FailureKind.OutOfMemory)]
    public void Some_endings_say_nothing_about_a_node(FailureKind kind)
    {
        for (var i = 0; i < 5; i++)
        {
            Run("bad", kind).ShouldBeNull();
        }
    }

    [Fact]
    public void The_last_node_that_can_serve_a_sweep_stays()
    {
        board.Placement.Leave("good");
        board.Running.Clear();
        for (var i = 0; i < 10; i++)
        {
            Run("bad", FailureKind.Error).ShouldBeNull();
        }
    }

    [Fact]
    public void So_does_the_last_with_a_label_that_is_asked_for()
    {
        board.Placement.Join(Offer("labelled", 1, "cpu", "1", "gpu=a100"));
        board.Want("picky", Trials(100, 9), new ResourcesDefinition(Priority: 1, NodeLabels: Labels("gpu=a100")));
        for (var i = 0; i < 8; i++)
        {
            Run("labelled", FailureKind.Error).ShouldBeNull();
        }
    }

    [Fact]
    public void After_the_cool_down_the_next_attempt_decides()
    {
        while (Run("bad", FailureKind.Crashed) is null) { }
        board.Placement.Readmit("bad");
        Run("bad", FailureKind.Crashed)!.Reason.ShouldStartWith("failed again after it was readmitted: ");
        board.Placement.Readmit("bad");
        Run("bad", null).ShouldBeNull();
        Run("bad", FailureKind.Crashed).ShouldBeNull();
    }

    [Fact]
    public void A_new_life_is_a_new_chance()
    {
        while (Run("bad", FailureKind.Crashed) is null) { }
        board.Placement.Join(Offer("bad", 1, instance: "2"));
        board.Node("bad").Excluded.ShouldBeNull();
    }

    // The node's next attempt ends like this.
    private Sweeps.Scheduling.Exclusion? Run(string node, FailureKind? ending)
    {
        board.Place();
        return board.End(board.Running.Single(a => a.Slot.Node == node), ending);
    }
}
