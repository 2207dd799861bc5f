using System.Diagnostics;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Training;

namespace Orchestrator.Interpretation;

/// <summary>
/// Executes an attempt of an explanation: one method on the network of one fold, or pairs of its inputs, or all methods on a network that
/// is trained for it on permuted targets. What the method says lies in the fold's artifact folder
/// (<see cref="ArtifactNames.Attribution"/>); the score is that of the network itself, measured anew on the rows that it was scored on.
/// </summary>
/// <param name="store">Where data sets are mapped from; null = their files are read.</param>
/// <param name="clock">Measures the time spent; null = the system's.</param>
/// <param name="trainer">Trains networks on permuted targets; null = none are asked about.</param>
public sealed class ExplanationRunner(DataSetStore? store = null, TimeProvider? clock = null, FoldTrainer? trainer = null)
{
    private const int Parts = 100; // of the work, as it is told of
    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>Asks the method. An attempt that is stopped leaves no answer, and the next one begins anew: the answer is the
    /// same.</summary>
    /// <param name="assignment">Of a definition with an explanation; <see cref="FoldAssignment.ContinueFrom"/> is the explained
    /// fold.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="listener">Hears of progress.</param>
    /// <param name="stop">Ends it between two batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="FileNotFoundException">The network is not there.</exception>
    /// <exception cref="Models.Data.DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="Models.Torch.TorchException">libtorch refused, for want of memory, say.</exception>
    public FoldResult Run(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var explanation = assignment.Definition.Explanation
            ?? throw new ArgumentException("The assignment explains nothing.", nameof(assignment));
        if (explanation.Permuted is { } methods)
        {
            return RunPermuted(assignment, explanation, methods, device, listener, stop);
        }

        listener.OnStarted(0, device);
        stop.ThrowIfCancellationRequested();

        using var fold =
            InterpretedFold.Open(Explained(assignment, explanation.TrialOf(assignment.Configuration)), device, store);
        var (answer, diagnostics) = explanation.Paired is { } paired
            ? (PairFile.Write(Pairs(fold, paired, assignment.Definition.Seed, listener, stop)), [])
            : Attributed(fold, assignment, explanation, listener, stop);
        Directory.CreateDirectory(assignment.ArtifactFolder);
        WriteWhole(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Attribution), answer);

        var score = fold.Score();
        var metrics = diagnostics.Append(new(assignment.Definition.Objective.Metric, score)).ToDictionary();
        return new(score, 1, 1, metrics, clock.GetElapsedTime(began).TotalSeconds);
    }

    private static (byte[] Answer, IEnumerable<KeyValuePair<string, double>> Diagnostics) Attributed(InterpretedFold fold,
        FoldAssignment assignment, ExplanationDefinition explanation, IFoldListener listener, CancellationToken stop)
    {
        var method = ExplanationDefinition.MethodOf(assignment.Configuration);
        var request = new AttributionRequest(method, OptionsOf(method, explanation.Options), assignment.Definition.Seed);
        var attribution = Ask(fold, request, listener, stop);
        return (AttributionFile.Write(attribution), attribution.Diagnostics);
    }

    private static IEnumerable<OutputPairs> Pairs(InterpretedFold fold, IReadOnlyList<PairedInputs> paired, ulong seed,
        IFoldListener listener, CancellationToken stop)
    {
        var progress = new Progress(listener);
        foreach (var (done, (output, inputs)) in paired.Index())
        {
            // A method that measures the metric of all outputs together names no other.
            var own = Math.Max(0, fold.OutputNames.ToList().IndexOf(output));
            var share = new Share(progress, (double)done / paired.Count, 1.0 / paired.Count);
            yield return new(output,
                [.. PairInteractions.Compute(fold, inputs, seed, progress: share, stop: stop).Where(pair => pair.Output == own)]);
        }
    }

    /// <summary>Trains the fold on permuted targets and asks all methods about its network. What is left is the answers: the network has
    /// served its purpose, and whoever wants it trains it again. The score is that of chance.</summary>
    private FoldResult RunPermuted(FoldAssignment assignment, ExplanationDefinition explanation, IReadOnlyList<string> methods,
        string device, IFoldListener listener, CancellationToken stop)
    {
        var permutation = ExplanationDefinition.PermutationOf(assignment.Configuration);
        var training = assignment with { Configuration = explanation.TrialOf(assignment.Configuration).Configuration, ContinueFrom = null };
        var result = (trainer ?? throw new InvalidOperationException("Nobody is there to train."))
            .RunPermuted(training, permutation, device, listener, stop);
        using (var fold = InterpretedFold.Open(training, device, store, permutation))
        {
            var answers = methods.Select(method =>
            {
                stop.ThrowIfCancellationRequested();
                return Ask(fold, new(method, OptionsOf(method, explanation.Options), assignment.Definition.Seed), listener, stop);
            });
            WriteWhole(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Attribution), AttributionFile.WriteAll(answers));
        }

        File.Delete(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Checkpoint));
        return result;
    }

    private static Attribution Ask(InterpretedFold fold, AttributionRequest request, IFoldListener listener, CancellationToken stop) =>
        AttributionRunner.Refusal(fold, request.Method) is { } reason
            ? AttributionRunner.Refused(fold, request, reason) // an answer too: another attempt would hear the same
            : AttributionRunner.Run(fold, request, new Progress(listener), stop);

    // As its worker was told: the checkpoint is recognised by it.
    private static FoldAssignment Explained(FoldAssignment assignment, ExplainedTrial trial)
    {
        var folder = assignment.ContinueFrom ?? throw new ArgumentException("The assignment names no network.", nameof(assignment));
        return assignment with
        {
            Attempt = assignment.Attempt with { Fold = assignment.Attempt.Fold with { Trial = trial.Number } },
            Configuration = trial.Configuration,
            ArtifactFolder = folder,
            ContinueFrom = trial.Parent is null ? null : folder,
        };
    }

    private static Configuration OptionsOf(string method, Configuration all)
    {
        var own = AttributionMethods.Find(method).Description.Options;
        return new([.. all.Settings.Where(setting => own.Any(option => option.Name == setting.Name))]);
    }

    // A crash leaves nothing, or the whole.
    private static void WriteWhole(string path, byte[] content)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    // A part of the work that has parts of its own.
    private sealed class Share(IProgress<double> whole, double from, double size) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + size * value);
    }

    private sealed class Progress(IFoldListener listener) : IProgress<double>
    {
        private int told;

        public void Report(double value)
        {
            if ((int)(value * Parts) is var part && part > told)
            {
                told = part;
                listener.OnStep(1, part, Parts);
            }
        }
    }
}
