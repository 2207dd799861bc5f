using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;
using static Orchestrator.Sweeps.Tests.Scheduling.Board;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>Where folds go.</summary>
public sealed class PlacementTests
{
    private readonly Board board = new();

    [Fact]
    public void Earlier_trials_come_first_and_a_node_never_gets_more_than_its_slots()
    {
        board.Placement.Join(Offer("a"));
        board.Want("s", Trials(0, 2));
        board.Place().Select(a => a.Fold).ShouldBe([new FoldId(0, 0), new FoldId(0, 1)]);
        board.Place().ShouldBeEmpty();
        board.End(board.Running[0]);
        board.Place().ShouldHaveSingleItem().ShouldBe(new Assignment(new SlotId("a", 0), new SweepId("s"), new FoldId(0, 2)));
    }

    [Fact]
    public void Work_is_spread_but_a_trial_stays_together()
    {
        board.Placement.Join(Offer("a"));
        board.Placement.Join(Offer("b"));
        board.Want("one", Trials(0, 1, folds: 1));
        board.Want("two", Trials(0, 1, folds: 1), data: "other");
        board.Place().Select(a => a.Slot.Node).ShouldBe(["a", "b"]);
        board.Want("one", Trials(0, 1, folds: 2).Skip(1));
        board.Place().ShouldHaveSingleItem().Slot.Node.ShouldBe("a");
    }

    [Fact]
    public void A_node_that_has_the_data_comes_first()
    {
        board.Placement.Join(Offer("b", 1));
        board.Want("s", Trials(0, 1, folds: 1));
        board.End(board.Place().Single());
        board.Placement.Join(Offer("a", 8));
        board.Want("s", Trials(1, 1, folds: 1));
        board.Want("other", Trials(0, 1, folds: 1), data: "another");
        board.Place().Select(a => (a.Sweep.Value, a.Slot.Node)).ShouldBe([("other", "a"), ("s", "b")]);
    }

    [Fact]
    public void A_node_that_says_it_has_the_data_comes_first_until_it_says_so_no_more()
    {
        foreach (var name in new[] { "a", "b" })
        {
            board.Placement.Join(Offer(name, 1));
        }

        Ask(0).ShouldBe("a");
        board.Placement.Join(Offer("b", 1) with { Data = ["data", "other"] }); // has fetched it meanwhile
        board.Placement.Join(Offer("a", 1, instance: "2") with { Data = ["other"] });
        Ask(1).ShouldBe("b");
        board.Placement.Join(Offer("b", 1)); // cannot tell, this time
        Ask(2).ShouldBe("b");
        board.Placement.Join(Offer("b", 1) with { Data = ["other"] }); // it had to make room
        Ask(3).ShouldBe("a");
    }

    [Fact]
    public void A_set_that_a_node_never_named_may_lie_in_a_shared_folder()
    {
        board.Placement.Join(Offer("b", 1) with { Data = [] });
        Ask(0).ShouldBe("b");
        board.Placement.Join(Offer("a", 1) with { Data = [] });
        board.Placement.Join(Offer("b", 1) with { Data = ["other"] });
        Ask(1).ShouldBe("b");
    }

    [Fact]
    public void A_demand_names_its_data_as_nodes_do()
    {
        EquatableList<DataFile> files = [new("matrix.npz", new string('a', 64), 7)];
        var definition = Script.Definition() with { Data = new DataDefinition("/x.csv", "csv", Files: files) };
        SweepDemand.Of(SweepState.Empty with { Plan = definition, DataFingerprint = "f" }).Data.ShouldBe(DataSetName.Of(files));
        SweepDemand.Of(
            SweepState.Empty with
            {
                Plan = definition with { Data = new DataDefinition("/x.csv", "csv") },
                DataFingerprint = "f"
            }).Data.ShouldBe("f");
    }

    [Fact]
    public void A_command_runs_on_nodes_whose_operator_permits_it()
    {
        var plain = Script.Definition();
        var definition = plain with { Model = plain.Model with { Command = new CommandDefinition(["python3"], "/home/me") } };
        var demand = SweepDemand.Of(SweepState.Empty with { Plan = definition, DataFingerprint = "f" });
        demand.Resources.NodeLabels.ShouldBe([new NodeLabel("commands", "allowed")]);
        var labelled = plain.Resources with { NodeLabels = [new NodeLabel("gpu", "a100")] };
        SweepDemand.Of(SweepState.Empty with { Plan = definition with { Resources = labelled }, DataFingerprint = "f" })
            .Resources.NodeLabels.ShouldBe([new NodeLabel("gpu", "a100"), new NodeLabel("commands", "allowed")]);
    }

    [Fact]
    public void A_plugin_runs_on_nodes_whose_operator_permits_it()
    {
        var plugin = new PluginDefinition("demo", "/home/me/demo", [new DataFile("demo.dll", new string('a', 64), 7)]);
        var definition = Script.Definition() with { Plugins = [plugin] };
        SweepDemand.Of(SweepState.Empty with { Plan = definition, DataFingerprint = "f" })
            .Resources.NodeLabels.ShouldBe([new NodeLabel("plugins", "allowed")]);
    }

    [Theory]
    [InlineData(FailureKind.Error, false)]
    [InlineData(FailureKind.Crashed, false)]
    [InlineData(FailureKind.DiskFull, true)]
    public void What_fails_in_a_sweep_with_plugins_says_nothing_about_its_node_but_want_of_room(FailureKind kind, bool told)
    {
        var plain = Script.Definition();
        SlotOutcome.Of(plain, Failed(kind)).ShouldBe(new SlotOutcome(kind, "It broke."));
        var plugin = new PluginDefinition("demo", "/home/me/demo", [new DataFile("demo.dll", new string('a', 64), 7)]);
        (SlotOutcome.Of(plain with { Plugins = [plugin] }, Failed(kind)) is not null).ShouldBe(told);
    }

    [Theory]
    [InlineData(FailureKind.Error, true, false)]
    [InlineData(FailureKind.Crashed, true, false)]
    [InlineData(FailureKind.OutOfMemory, true, true)]
    [InlineData(FailureKind.Error, false, true)] // the node does not have the program, say
    public void What_a_trainer_of_the_sweep_itself_does_wrong_says_nothing_about_its_node(FailureKind kind, bool ofTrainer, bool told)
    {
        var command = new CommandDefinition(["python3", "train.py"], "/home/me/demo");
        var definition = Script.Definition();
        definition = definition with { Model = definition.Model with { Command = command } };
        SlotOutcome.Of(definition, Failed(kind) with { OfTrainer = ofTrainer })
            .ShouldBe(told ? new SlotOutcome(kind, "It broke.") : null);
    }

    private static FoldFailed Failed(FailureKind kind) =>
        new(new SweepId("s"), new AttemptId(new FoldId(0, 0), 1), kind, "It broke.");

    [Fact]
    public void Where_the_device_does_not_matter_a_gpu_comes_first()
    {
        board.Placement.Join(Offer("a", 64));
        board.Placement.Join(Offer("z", 1, "cuda:0"));
        board.Want("s", Trials(0, 1, folds: 2));
        board.Place().Select(a => a.Slot.Node).ShouldBe(["z", "a"]);
    }

    [Fact]
    public void Device_and_labels_are_asked_for()
    {
        board.Placement.Join(Offer("cpu"));
        board.Placement.Join(Offer("v100", 1, "cuda:0", "1", "gpu=v100"));
        board.Placement.Join(Offer("a100", 1, "cuda:0", "1", "gpu=a100", "room=2"));
        board.Want("labelled", Trials(0, 1), new ResourcesDefinition(NodeLabels: Labels("room=2", "gpu=a100")));
        board.Want("gpu", Trials(0, 1), new ResourcesDefinition("cuda"));
        board.Want("cpu", Trials(0, 1, folds: 1), new ResourcesDefinition("cpu"));
        board.Place().Select(a => (a.Sweep.Value, a.Slot.Node))
            .ShouldBe([("labelled", "a100"), ("gpu", "v100"), ("cpu", "cpu")], ignoreOrder: true);
    }

    [Fact]
    public void Who_cannot_be_served_by_any_node_is_told_why()
    {
        board.Want("s", Trials(0, 1), new ResourcesDefinition("cuda", NodeLabels: Labels("gpu=a100")));
        Obstacle("s").ShouldBe("no node is present");
        board.Placement.Join(Offer("a", 1, "cuda:0", "1", "gpu=v100"));
        Obstacle("s").ShouldBe("no node has label gpu=a100");
        board.Placement.Join(Offer("b", 1, "cpu", "1", "gpu=a100"));
        Obstacle("s").ShouldBe("no node with gpu=a100 offers a slot on 'cuda'");
        board.Placement.Join(Offer("c", 1, "cuda:0", "1", "gpu=a100"));
        Obstacle("s").ShouldBeNull();
        board.Placement.Drain("c");
        Obstacle("s").ShouldBe("node 'c' is drained");
        board.Place().ShouldBeEmpty();
        Obstacle("nobody").ShouldBeNull();
    }

    [Fact]
    public void A_failed_fold_goes_elsewhere_if_there_is_another_node()
    {
        board.Placement.Join(Offer("a", 1));
        board.Placement.Join(Offer("b", 1));
        board.Want("s", [Fold(0, 0, "a")]);
        board.Want("busy", [Fold(0, 0, "a")]); // takes the only slot where both may go
        board.Place().ShouldHaveSingleItem().Slot.Node.ShouldBe("b");
        board.Want("busy", [Fold(0, 1)]);
        board.Place().ShouldHaveSingleItem().Fold.Fold.ShouldBe(1); // a free slot is no one's who will not have it
        board.Placement.Leave("b").Count.ShouldBe(1);
        board.Running.RemoveAll(a => a.Slot.Node == "b");
        board.End(board.Running.Single());
        board.Want("s", [Fold(0, 0, "a")]);
        board.Place().ShouldHaveSingleItem().Slot.Node.ShouldBe("a");
    }

    [Fact]
    public void A_drained_node_gets_nothing_until_it_joins_in_a_new_life()
    {
        board.Placement.Join(Offer("a", 1));
        board.Want("s", Trials(0, 1));
        board.Place();
        board.Placement.Drain("a");
        board.End(board.Running[0]);
        board.Place().ShouldBeEmpty();
        board.Placement.Join(Offer("a", 1)); // says what it offers, again
        board.Place().ShouldBeEmpty();
        board.Node("a").Draining.ShouldBeTrue();
        board.Placement.Join(Offer("a", 1, instance: "2"));
        board.Place().Count.ShouldBe(1);
        board.Placement.Join(Offer("told", 8) with { Draining = true }); // by an earlier coordinator
        board.Place().ShouldBeEmpty();
    }

    [Fact]
    public void A_new_life_of_a_node_has_lost_what_the_old_one_ran()
    {
        board.Placement.Join(Offer("a"));
        board.Want("s", Trials(0, 1));
        var before = board.Place();
        board.Placement.Join(Offer("a", instance: "2")).ShouldBe(before);
        board.Placement.Release(before[0]).ShouldBeNull(); // too late
        board.Place().Count.ShouldBe(2);
        board.Placement.Release(before[0]); // the slot is another fold's by now
        board.Place().ShouldBeEmpty();
    }

    [Fact]
    public void What_runs_already_when_a_coordinator_begins_keeps_its_slot()
    {
        var kept = new Assignment(new SlotId("a", 0), new SweepId("s"), new FoldId(3, 0));
        board.Placement.Keep(kept);
        board.Placement.Join(Offer("a", 3));
        board.Want("s", Trials(3, 1, folds: 2), new ResourcesDefinition(MaxSlots: 2));
        board.Place().ShouldHaveSingleItem().ShouldBe(new Assignment(new SlotId("a", 1), new SweepId("s"), new FoldId(3, 1)));
        board.Placement.Release(kept);
        board.Want("other", Trials(0, 1));
        board.Place().Count.ShouldBe(2);
    }

    [Fact]
    public void A_sweep_knows_better_than_its_lease_which_of_its_folds_has_a_slot()
    {
        board.Placement.Join(Offer("a", 1));
        board.Want("s", Trials(0, 1, folds: 2));
        var given = board.Place().ShouldHaveSingleItem();
        var had = given with { Fold = new FoldId(7, 0) }; // the sweep came back from its journal, in which that one's end is not
        board.Placement.Keep(had);
        board.Placement.LeasesOf(given.Sweep).ShouldBe([had]);
        board.Placement.Release(given).ShouldBeNull();
        board.Place().ShouldBeEmpty();
        board.Placement.Release(had);
        board.Place().ShouldHaveSingleItem().Slot.ShouldBe(given.Slot);
    }

    [Fact]
    public void A_slot_of_one_sweep_is_not_kept_for_another()
    {
        board.Placement.Join(Offer("a", 1));
        board.Want("s", Trials(0, 1));
        var given = board.Place().ShouldHaveSingleItem();
        board.Placement.Keep(given with { Sweep = new SweepId("other") });
        board.Placement.LeasesOn("a").ShouldBe([given]);
    }

    [Fact]
    public void A_node_may_offer_more_or_fewer_slots_as_it_goes()
    {
        board.Placement.Join(Offer("a", 1));
        board.Want("s", Trials(0, 4));
        board.Place();
        board.Placement.Join(Offer("a", 3));
        board.Place().Count.ShouldBe(2);
        board.Placement.Join(Offer("a", 1));
        foreach (var assignment in board.Running.ToArray())
        {
            board.End(assignment);
        }

        board.Place().ShouldHaveSingleItem().Slot.Index.ShouldBe(0);
    }

    [Fact]
    public void What_a_sweep_waits_for_is_what_it_said_last()
    {
        board.Want("s", Trials(0, 2));
        board.Want("s", [Fold(1, 0)]);
        board.Placement.Join(Offer("a", 8));
        board.Place().ShouldHaveSingleItem().Fold.ShouldBe(new FoldId(1, 0));
        board.Want("s", [Fold(1, 0)]); // said before it heard that it has it
        board.Place().ShouldBeEmpty();
        board.Placement.Forget(new SweepId("s"));
        board.Node("a").Busy.ShouldBe(0);
    }

    [Fact]
    public void On_one_machine_device_and_labels_are_passed_over()
    {
        var here = new Board(new PlacementOptions { AnyNode = true });
        here.Placement.Join(Offer("here"));
        here.Want("s", Trials(0, 1), new ResourcesDefinition("cuda", NodeLabels: Labels("gpu=a100")));
        here.Place().Count.ShouldBe(2);
    }

    // One fold of a trial of its own, where both nodes are free.
    private string Ask(int trial)
    {
        board.Want("s", Trials(trial, 1, folds: 1));
        var made = board.Place().ShouldHaveSingleItem();
        board.End(made);
        return made.Slot.Node;
    }

    private string? Obstacle(string sweep) => board.Placement.Obstacle(new SweepId(sweep));
}
