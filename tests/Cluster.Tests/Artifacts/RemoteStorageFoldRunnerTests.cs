using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Api;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Storage;
using static Orchestrator.Cluster.Tests.Artifacts.Training;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>Real training on nodes that share no folder with each other, nor with the coordinator.</summary>
public sealed class RemoteStorageFoldRunnerTests : ArtifactTest
{
    [Fact]
    public async Task A_fold_that_one_node_left_off_goes_on_on_another_to_the_same_bits()
    {
        var data = Describe(600);
        var undisturbed = FoldRunners.Torch(1)(Assignment(data, In("undisturbed")), "cpu", new Listener(), default);
        await SubmitAsync(data);
        var fold =
            Assignment(data,
                "/not/here/sample-1/trial-0000/fold-0") with
            { Store = Store.At(Server.Address, []) with { Root = "/not/here" } };
        var first = new Listener { StopAfter = 3 };
        Should.Throw<OperationCanceledException>(() => Node("a").Run(fold, "cpu", first, first.Stop));
        var second = new Listener();
        var result = Node("b").Run(fold, "cpu", second, default);
        second.FromEpoch.ShouldBe(3);
        Numbers(result).ShouldBe(Numbers(undisturbed));
        foreach (var node in new[] { "a", "b" })
        {
            Directory.EnumerateFileSystemEntries(In($"{node}/folds")).ShouldBeEmpty();
        }

        var third = new Listener();
        Numbers(Node("c").Run(fold, "cpu", third, default)).ShouldBe(Numbers(undisturbed)); // from the finished checkpoint alone
        third.FromEpoch.ShouldBe(undisturbed.Epochs);
    }

    [Fact]
    public async Task A_dead_nodes_fold_goes_on_from_the_last_checkpoint_that_arrived()
    {
        var data = Describe(600);
        var undisturbed = FoldRunners.Torch(1)(Assignment(data, In("undisturbed")), "cpu", new Listener(), default);
        await SubmitAsync(data);
        var fold =
            Assignment(data,
                "/not/here/sample-1/trial-0000/fold-0") with
            { Store = Store.At(Server.Address, []) with { Root = "/not/here" } };
        var checkpoint = Store.PathOf("sample-1/trial-0000/fold-0/checkpoint.bin");
        // Once its second checkpoint has arrived the node says no more, as if it were dead: nothing is delivered at its end.
        var doomed =
            new Listener { AfterEpoch = epoch => epoch >= 2 && WaitFor(checkpoint) ? throw new InvalidOperationException("dead") : 0 };
        Should.Throw<InvalidOperationException>(() => Node("a").Run(fold, "cpu", doomed, default));
        var second = new Listener();
        Numbers(Node("b").Run(fold, "cpu", second, default)).ShouldBe(Numbers(undisturbed));
        second.FromEpoch.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_fold_that_fails_leaves_nothing_behind_on_the_node()
    {
        var data = Describe(600);
        await SubmitAsync(data);
        var fold =
            Assignment(data,
                "/not/here/sample-1/trial-0000/fold-0") with
            { Store = Store.At(Server.Address, []) with { Root = "/not/here" } };
        Should.Throw<InvalidOperationException>(() => Node("a")
            .Run(fold, "cpu", new Listener { AfterEpoch = epoch => epoch >= 2 ? throw new InvalidOperationException("broken") : 0 },
            default));
        Directory.EnumerateFileSystemEntries(In("a/folds")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_attempts_of_a_fold_on_one_node_do_not_disturb_each_other()
    {
        var data = Describe(600);
        var undisturbed = FoldRunners.Torch(1)(Assignment(data, In("undisturbed")), "cpu", new Listener(), default);
        await SubmitAsync(data);
        var fold =
            Assignment(data,
                "/not/here/sample-1/trial-0000/fold-0") with
            { Store = Store.At(Server.Address, []) with { Root = "/not/here" } };
        // The second attempt begins and ends in the midst of the first, which was taken for dead.
        string? second = null;
        var first = new Listener
        {
            AfterEpoch = epoch =>
            {
                if (epoch == 3)
                {
                    second = Numbers(Node("a")
                        .Run(fold with { Attempt = fold.Attempt with { Attempt = 2 } }, "cpu", new Listener(), default));
                }

                return 0;
            },
        };
        Numbers(Node("a").Run(fold, "cpu", first, default)).ShouldBe(Numbers(undisturbed));
        second.ShouldBe(Numbers(undisturbed));
    }

    [Fact]
    public async Task A_fold_that_runs_when_the_coordinator_dies_is_handed_over_to_the_next()
    {
        var data = Describe(600);
        var undisturbed = FoldRunners.Torch(1)(Assignment(data, In("undisturbed")), "cpu", new Listener(), default);
        await SubmitAsync(data);
        var doomed = await CoordinatorServer.StartAsync(new WebOptions(Port: 0), new ScriptedGateway(), artifacts: Store);
        var fold =
            Assignment(data,
                "/not/here/sample-1/trial-0000/fold-0") with
            {
                Store =
                Store.At(doomed.Address, [Server.Address]) with { Root = "/not/here" }
            };
        var listener = new Listener
        {
            AfterEpoch = epoch =>
            {
                if (epoch == 3)
                {
                    doomed.DisposeAsync().AsTask().GetAwaiter().GetResult();
                }

                return 0;
            },
        };
        Numbers(await Task.Run(() => Node("a").Run(fold, "cpu", listener, default)).WaitAsync(TimeSpan.FromSeconds(30)))
            .ShouldBe(Numbers(undisturbed));
        File.Exists(Store.PathOf("sample-1/trial-0000/fold-0/checkpoint.bin")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_fold_goes_on_from_weights_that_another_node_has_trained()
    {
        var data = Describe(600);
        FoldRunners.Torch(1)(Assignment(data, In("parent")), "cpu", new Listener(), default);
        var undisturbed =
            FoldRunners.Torch(1)(Assignment(data, In("child")) with { ContinueFrom = In("parent") }, "cpu", new Listener(), default);
        await SubmitAsync(data);
        var place = Store.At(Server.Address, []) with { Root = "/not/here" };
        var (parent, child) = ("/not/here/sample-1/trial-0000/fold-0", "/not/here/sample-1/trial-0001/fold-0");
        Node("a").Run(Assignment(data, parent) with { Store = place }, "cpu", new Listener(), default);
        var result = Node("b").Run(Assignment(data, child) with { Store = place, ContinueFrom = parent }, "cpu", new Listener(), default);
        Numbers(result).ShouldBe(Numbers(undisturbed));
        Directory.EnumerateFiles(In("b/folds"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_refits_model_arrives_and_leaves_nothing_behind_on_the_node()
    {
        var data = Describe(600);
        await SubmitAsync(data);
        var refit =
            Assignment(data, "/not/here/sample-1/refit") with
            {
                Store = Store.At(Server.Address, []) with { Root = "/not/here" },
                Attempt = new(new FoldId(0, FoldId.RefitFold), 1)
            };
        Node("a").Run(refit, "cpu", new Listener(), default);
        File.Exists(Store.PathOf("sample-1/refit/model.bin")).ShouldBeTrue();
        Directory.EnumerateFiles(In("a/folds"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_shared_is_used_itself()
    {
        var data = Describe(600);
        var place = Store.At(null, []);
        var fold = Assignment(data, Path.Combine(place.Root, "sample-1/trial-0000/fold-0")) with { Store = place };
        Node("a").Run(fold, "cpu", new Listener(), default);
        File.Exists(Store.PathOf("sample-1/trial-0000/fold-0/checkpoint.bin")).ShouldBeTrue();
        Directory.Exists(In("a/folds")).ShouldBeFalse();
        Should.Throw<ArtifactException>(() => Node("b", shares: false)
            .Run(fold, "cpu", new Listener(), default)).Message.ShouldContain("--advertise");
    }

    private RemoteStorageFoldRunner Node(string name, bool shares = true) =>
        new(FoldRunners.Torch(1), new NodeStorage(In(name), Shares: shares));

    private static bool WaitFor(string path) => SpinWait.SpinUntil(() => File.Exists(path), TimeSpan.FromSeconds(30));
}
