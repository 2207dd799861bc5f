using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Data;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Tests.Workers;

public sealed class FoldRunnersTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Folds_of_one_process_take_turns_because_they_draw_from_the_same_random_numbers()
    {
        var (data, inside) = (Describe(), 0);
        var alone = Enumerable.Range(0, 3).Select(fold => Numbers(Run(fold, "alone"))).ToArray();
        // Each with a runner of its own: the random numbers are the process's.
        var together = await Task.WhenAll(Enumerable.Range(0, 3).Select(fold => Task.Run(() => Numbers(Run(fold, "together")))));
        together.ShouldBe(alone);

        FoldResult Run(int fold, string folder)
        {
            var listener = new Listener(() => Interlocked.Increment(ref inside).ShouldBe(1), () => Interlocked.Decrement(ref inside));
            return FoldRunners.Torch(1)(Assignment(data, fold, Path.Combine(root, folder, $"{fold}")), "cpu", listener, default);
        }
    }

    [Fact]
    public async Task Who_waits_for_its_turn_can_be_stopped()
    {
        var data = Describe();
        using var stop = new CancellationTokenSource();
        var (waits, ends) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
        var first = Task.Run(() => FoldRunners.Torch(1)(Assignment(data, 0, Path.Combine(root, "first")), "cpu",
            new Listener(() => { }, () => { waits.TrySetResult(); ends.Wait(); }), default));
        await await Task.WhenAny(waits.Task, first);
        var second = Task.Run(() => FoldRunners.Torch(1)(Assignment(data, 1, Path.Combine(root, "second")), "cpu",
            new Listener(() => { }, () => { }), stop.Token));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        ends.Set();
        (await first).Epochs.ShouldBe(2);
    }

    private DataDefinition Describe()
    {
        var random = new Random(5);
        var path = Path.Combine(root, "table.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 300)
            .Select(row => $"{string.Join(',', Enumerable.Range(0, 6).Select(_ => random.Next(10)))},{(row % 2 == 0 ? "no" : "yes")}")
            .Prepend("a,b,c,d,e,f,resistant"));
        return DataContent.Describe(new DataDefinition(path, "csv", "resistant"));
    }

    private static FoldAssignment Assignment(DataDefinition data, int fold, string folder) => new(
        new SweepId("sample-1"), new AttemptId(new FoldId(0, fold), 1),
        Sample.Definition with
        {
            Data = data,
            Model = new ModelDefinition("mlp", Configuration.Empty.With("dropout", ParameterValue.Of(0.2))),
            CrossValidation = new CrossValidationDefinition(3, true, 0.2),
            Objective = new ObjectiveDefinition("accuracy", Direction.Maximize),
            Stopping = new StoppingDefinition(2),
        },
        Configuration.Empty, 2, folder);

    private static string Numbers(FoldResult result) =>
        $"{result.Score:R} {result.BestEpoch} {string.Join(' ', result.Metrics.Select(m => $"{m.Key}={m.Value:R}"))}";

    private sealed class Listener(Action onStarted, Action onLastEpoch) : IFoldListener
    {
        public void OnStarted(int fromEpoch, string device) => onStarted();

        public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
        {
            if (epoch == 2)
            {
                onLastEpoch();
            }
        }
    }
}
