using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Interpretation;

/// <summary>Asks a method about a fold's network. The answer depends on the network, its data and the request, and on the kind of device
/// and the number of threads as training does.</summary>
public static class AttributionRunner
{
    private const string Validation = "validation", Training = "training", None = "none";

    /// <summary>Why a method would be refused, in a sentence; null = it would not.</summary>
    /// <exception cref="KeyNotFoundException">There is no such method.</exception>
    public static string? Refusal(InterpretedFold fold, string method) => AttributionMethods.Find(method).Refusal(fold);

    /// <summary>Scores the inputs of a fold's network.</summary>
    /// <param name="fold">The network and its data.</param>
    /// <param name="request">Method, options, inputs and outputs.</param>
    /// <param name="progress">Hears which share is done, from 0 to 1, on the thread that computes.</param>
    /// <param name="stop">Ends the computation between two batches.</param>
    /// <exception cref="KeyNotFoundException">There is no such method.</exception>
    /// <exception cref="SettingException">The method has no such option, or other limits of it; or there is no such input or
    /// output.</exception>
    /// <exception cref="MethodRefusedException">The method is not defined for the network.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="Models.Torch.TorchException">libtorch refused, for want of memory, say.</exception>
    public static Attribution Run(InterpretedFold fold, AttributionRequest request, IProgress<double>? progress = null,
        CancellationToken stop = default)
    {
        var method = AttributionMethods.Find(request.Method);
        var options = new MethodOptions(method.Description, request.Options);
        if (method.Refusal(fold) is { } reason)
        {
            throw new MethodRefusedException(request.Method, reason);
        }

        var remarks = new List<string>();
        var (set, rows) = RowsFor(method, options, fold, request, remarks);
        var context = new MethodContext
        {
            Fold = fold,
            Options = options,
            Rows = rows,
            Outputs = OutputsFor(fold, request),
            Inputs = InputsFor(method, fold, request, remarks),
            Seed = request.Seed,
            Progress = progress,
            Stop = stop,
        };
        stop.ThrowIfCancellationRequested();
        var scores = method.Compute(context);
        progress?.Report(1);
        return Joined(fold, request, context, scores, remarks) with { RowSet = set, Rows = rows.Length };
    }

    /// <summary>The answer of a method that is not defined for a network.</summary>
    /// <param name="fold">The network.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="reason">See <see cref="Refusal"/>.</param>
    public static Attribution Refused(InterpretedFold fold, AttributionRequest request, string reason) =>
        new(request.Method, request.Options, request.Seed, fold.Fold, [0], null, fold.OutputNames,
            new ScoreMatrix(0, fold.OutputNames.Count, []), null)
        {
            RowSet = None,
            Rows = 0,
            Refusal = reason,
        };

    private static Attribution Joined(InterpretedFold fold, AttributionRequest request, MethodContext context, MethodScores scores,
        List<string> remarks)
    {
        var (shape, matrix, direction) = (scores.InputShape, scores.Scores, scores.Direction);
        if (fold.Columns is { } columns) // of the data, some of which were too rare to be learned from
        {
            shape = [fold.DataColumns];
            matrix = matrix.Among(columns, fold.DataColumns);
            direction = direction?.Among(columns, fold.DataColumns);
            remarks.Add($"The fold learned from {columns.Count} of {fold.DataColumns} columns; the others have no score.");
        }

        return new(request.Method, context.Options.All, request.Seed, fold.Fold, shape, fold.FeatureNames,
            scores.Outputs ?? [.. context.Outputs.Select(output => fold.OutputNames[output])], matrix, direction)
        {
            RowSet = None,
            Rows = 0,
            Screening = scores.Screening,
            Diagnostics = scores.Diagnostics,
            Remarks = [.. remarks, .. scores.Remarks],
            OfDna = fold.Network.IsSequence,
        };
    }

    private static (string Set, int[] Rows) RowsFor(IAttributionMethod method, MethodOptions options, InterpretedFold fold,
        AttributionRequest request, List<string> remarks)
    {
        if (method.Description.Options.All(option => option.Name != MethodOptions.RowSet))
        {
            return (None, []);
        }

        var set = options.Choice(MethodOptions.RowSet);
        if (set == Validation && fold.Split.Validation.Length == 0)
        {
            set = Training;
            remarks.Add("No rows were held out: training rows are used.");
        }

        var all = set == Validation ? fold.Split.Validation : fold.Split.Training;
        var random = new RandomStream(SeedSequence.Derive(request.Seed, fold.Fold.Trial, fold.Fold.Fold, "attribution rows"));
        return (set, RowSampling.Choose(all, options.Integer(MethodOptions.Rows), random));
    }

    private static int[] OutputsFor(InterpretedFold fold, AttributionRequest request)
    {
        var count = fold.Network.Shape.Outputs;
        if (request.Outputs is not { } wanted)
        {
            return [.. Enumerable.Range(0, count)];
        }

        if (wanted.Count == 0 || wanted.Any(output => output < 0 || output >= count))
        {
            throw new SettingException("outputs",
                $"The outputs [{string.Join(", ", wanted)}] were asked for; the network has {count}, numbered from 0.");
        }

        return [.. wanted.Distinct().Order()];
    }

    /// <summary>The inputs that were asked for, as the network numbers them.</summary>
    private static int[]? InputsFor(IAttributionMethod method, InterpretedFold fold, AttributionRequest request, List<string> remarks)
    {
        if (request.Inputs is not { } wanted)
        {
            return null;
        }

        var count = fold.Network.IsSequence && method.ScoresPositions ? fold.Network.Shape.Row[0]
            : fold.Columns is null ? fold.Data.Inputs.RowLength : fold.DataColumns;
        if (wanted.Count == 0 || wanted.Any(input => input < 0 || input >= count))
        {
            throw new SettingException("inputs",
                $"The inputs [{string.Join(", ", wanted.Take(10))}] were asked for; the data has {count}, numbered from 0.");
        }

        int[] distinct = [.. wanted.Distinct().Order()];
        if (fold.Columns is null)
        {
            return distinct;
        }

        int[] known = [.. distinct.Select(fold.PlaceOf).Where(place => place >= 0)];
        if (known.Length == 0)
        {
            throw new SettingException("inputs",
                "None of the inputs that were asked for is frequent enough to be learned from in this fold.");
        }

        if (known.Length < distinct.Length)
        {
            remarks.Add($"{distinct.Length - known.Length} of the inputs that were asked for were too rare to be learned from.");
        }

        return known;
    }
}
