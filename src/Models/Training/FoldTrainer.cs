using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// Trains folds, one at a time, each from where its checkpoint stands. The numbers depend on the assignment, the data, the kind of device
/// and the number of threads, and not on how often a fold was interrupted or which folds this process trained before.
/// </summary>
public sealed class FoldTrainer : IDisposable
{
    private readonly DataCache cache;
    private readonly TimeProvider clock;
    private readonly InputRanking? ranking;

    /// <param name="clock">Measures the time spent in training; null = the system's.</param>
    /// <param name="store">Where data sets are mapped from; null = their files are read.</param>
    /// <param name="ranking">Ranks the inputs at the end of an elimination's fold; null = none are trained.</param>
    public FoldTrainer(TimeProvider? clock = null, DataSetStore? store = null, InputRanking? ranking = null) =>
        (this.clock, cache, this.ranking) = (clock ?? TimeProvider.System, new DataCache(store), ranking);

    /// <summary>
    /// Trains a fold to its end: the last epoch, or the patience's. The weights of the best epoch by the objective are kept. The refit
    /// trains on all rows but the test rows for exactly the assigned epochs, scores the test rows once, and writes <c>model.bin</c>; when
    /// no rows are held out, its score is that of the rows it was trained on. A fold that has ended already returns its stored result. A
    /// trial that goes on from another's weights takes over that fold's best ones; its refit first repeats the trainings of its ancestors,
    /// each with its own checkpoint. A round of an elimination takes over the other fold's ranking in place of its weights.
    /// </summary>
    /// <param name="assignment">What to train. Its artifact folder is created where needed.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="listener">Hears of progress.</param>
    /// <param name="stop">Ends training before the next step, after the exact state has been written.</param>
    /// <exception cref="OperationCanceledException">Stopped; the same assignment continues from here.</exception>
    /// <exception cref="FileNotFoundException">The weights to go on from are not there.</exception>
    /// <exception cref="DivergedException">The loss or the objective is not finite.</exception>
    /// <exception cref="Data.DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="Folds.FoldPlanException">The data cannot be split as the sweep asks.</exception>
    /// <exception cref="DataMismatchException">The model or the objective does not fit the data.</exception>
    /// <exception cref="SettingException">A hyper-parameter is unknown or out of range.</exception>
    /// <exception cref="TorchException">libtorch cannot be loaded, or refuses: it wants memory, or shapes do not fit; the message names the
    /// layer.</exception>
    public FoldResult Run(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop)
    {
        var (start, seconds) = (assignment.ContinueFrom, 0.0);
        for (var stage = 0; stage < assignment.Ancestors?.Count; stage++)
        {
            var folder = Path.Combine(assignment.ArtifactFolder, string.Create(CultureInfo.InvariantCulture, $"stage-{stage}"));
            var (configuration, epochs) = assignment.Ancestors[stage];
            var earlier = assignment with { Configuration = configuration, Epochs = epochs, ArtifactFolder = folder, ContinueFrom = start };
            seconds += RunStage(earlier, device, new StageListener(listener), stop).TrainSeconds;
            start = folder;
        }

        var result = RunStage(assignment with { ContinueFrom = start }, device, listener, stop);
        return result with { TrainSeconds = seconds + result.TrainSeconds };
    }

    /// <summary>Trains a fold in the same way on targets that have nothing to do with the inputs: those of each validation set are dealt
    /// out anew among its rows, the same way in all folds.</summary>
    /// <param name="assignment">A fold that starts anew.</param>
    /// <param name="permutation">Its number, from 0.</param>
    /// <inheritdoc cref="Run" />
    public FoldResult RunPermuted(FoldAssignment assignment, int permutation, string device, IFoldListener listener,
        CancellationToken stop) => RunStage(assignment, device, listener, stop, permutation);

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    private FoldResult RunStage(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop,
        int? permutation = null)
    {
        TorchRuntime.Load();
        try
        {
            return Train(assignment, permutation, device, listener, stop);
        }
        catch (ExternalException refusal) // outside of the network: the learner names the layer
        {
            throw TorchException.Of(refusal);
        }
    }

    private FoldResult Train(FoldAssignment assignment, int? permutation, string device, IFoldListener listener, CancellationToken stop)
    {
        var place = TorchDevice.Parse(device);
        var model = ModelCatalog.Find(assignment.Definition.Model.Name);
        var settings = new ModelSettings(model, assignment.Definition.Model.Fixed,
            EliminationRound.HyperParameters(assignment.Definition, assignment.Configuration));
        var data = cache.Load(assignment.Definition.Data, place);
        using var start = assignment.ContinueFrom is { } folder ? Checkpoint.ReadEnded(folder) : null;
        var inputs = EliminationRound.Inputs(assignment, start, data.Set.Inputs.RowShape[^1]);
        var identity = FoldIdentity.Of(assignment, settings, data.Fingerprint, start?.Progress.Identity, inputs, permutation);

        using var checkpoint = Checkpoint.Read(assignment.ArtifactFolder, identity, out var refusal);
        if (refusal is not null)
        {
            listener.OnCheckpointRefused(refusal);
        }

        var progress = checkpoint?.Progress ?? FoldProgress.Start(identity, inputs);
        listener.OnStarted(progress.Epoch, device);
        foreach (var epoch in progress.History)
        {
            listener.OnEpoch(epoch.Epoch, epoch.Values);
        }

        if (progress.Result is { } result)
        {
            return result;
        }

        Directory.CreateDirectory(assignment.ArtifactFolder);
        using var permuted = permutation is { } round ? Permuted(assignment.Definition, data, round) : null;
        using var run = new FoldTraining(assignment, model, settings, permuted ?? data, progress, clock, Ranking(assignment, device));
        if (checkpoint is not null)
        {
            run.Restore(checkpoint);
        }
        else if (start is not null && assignment.Definition.Search.Elimination is null)
        {
            run.InitializeFrom(start);
        }

        return run.Train(listener, stop);
    }

    private static LoadedData Permuted(SweepDefinition definition, LoadedData data, int round)
    {
        var splits = definition.CrossValidation;
        var plan = data.PlanOf(splits, definition.Seed);
        return data.With(LabelPermutation.Permute(data.Set, plan, splits.Repeats ?? 1, definition.Seed, round));
    }

    private Func<RankedFold, CancellationToken, EquatableList<int>>? Ranking(FoldAssignment assignment, string device) =>
        assignment.Definition.Search.Elimination is null ? null
            : ranking is null ? throw new InvalidOperationException("This trainer ranks no inputs.")
            : (fold, stop) => ranking(fold with { Device = device }, stop);
}
