using System.Text.RegularExpressions;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps.External;

/// <summary>Makes a worker's messages of what a client tells, by the rules of programs that train: a plain name is of the validation
/// rows.</summary>
/// <param name="sweep">Which sweep.</param>
/// <param name="definition">Its definition.</param>
public sealed partial class ToldValues(SweepId sweep, SweepDefinition definition)
{
    private const string Set = "validation/";
    private const int MostMetrics = 1_000;

    /// <summary>Values of an epoch.</summary>
    /// <param name="attempt">Whose.</param>
    /// <param name="told">What the client said.</param>
    /// <param name="problems">All that is wrong with it; empty = nothing.</param>
    public EpochMeasured Measured(AttemptId attempt, Reporting told, out IReadOnlyList<DefinitionProblem> problems)
    {
        List<DefinitionProblem> found = [.. OfEpoch("epoch", told.Epoch, definition.Stopping.Epochs), .. OfMetrics(told.Metrics)];
        if (definition.Search.Pruning is not null && found.Count == 0 && Lacks(Named(told.Metrics), definition.Objective))
        {
            found.Add(new("metrics", $"'{definition.Objective.Metric}' is missing, by which the {definition.Search.Pruning.Pruner} pruner "
                + "judges."));
        }

        problems = found;
        return new EpochMeasured(sweep, attempt, told.Epoch, Named(told.Metrics));
    }

    /// <summary>A result. Its time is told by whoever hears it.</summary>
    /// <inheritdoc cref="Measured"/>
    public FoldCompleted Completed(AttemptId attempt, Telling told, out IReadOnlyList<DefinitionProblem> problems)
    {
        List<DefinitionProblem> found = [.. OfMetrics(told.Metrics)];
        var epochs = told.Epochs ?? told.Epoch ?? 1;
        found.AddRange(OfEpoch("epochs", epochs, definition.Stopping.Epochs));
        found.AddRange(OfEpoch("epoch", told.Epoch ?? epochs, epochs));
        var metrics = Named(told.Metrics);
        foreach (var objective in definition.Objectives.Where(objective => told.Metrics.Count > 0 && Lacks(metrics, objective)))
        {
            found.Add(new("metrics", $"'{objective.Metric}' is missing, which the sweep optimises; told are {{found}}.",
                string.Join(", ", told.Metrics.Keys.Take(20))));
        }

        problems = found;
        var score = metrics.GetValueOrDefault(Set + definition.Objective.Metric, double.NaN);
        return new FoldCompleted(sweep, attempt, new FoldResult(score, told.Epoch ?? epochs, epochs, metrics, 0));
    }

    /// <summary>A failure.</summary>
    /// <inheritdoc cref="Measured"/>
    public FoldFailed Failed(AttemptId attempt, Failing told, out IReadOnlyList<DefinitionProblem> problems)
    {
        var found = new List<DefinitionProblem>();
        var reason = LogLine.Clean(told.Reason.ReplaceLineEndings(" ").Trim());
        if (reason.Length == 0)
        {
            found.Add(new("reason", "'{field}' is what happened, in a sentence."));
        }

        if (told.Kind is not (FailureKind.Error or FailureKind.Diverged or FailureKind.OutOfMemory))
        {
            found.Add(new("kind", "'{field}' is error, diverged or outOfMemory, not {found}.", $"'{told.Kind}'"));
        }

        problems = found;
        return new FoldFailed(sweep, attempt, told.Kind, reason);
    }

    /// <summary>A fold that its client gives back.</summary>
    public FoldFailed Released(AttemptId attempt) =>
        new(sweep, attempt, FailureKind.Interrupted, "Its client gave it back.");

    private static IEnumerable<DefinitionProblem> OfEpoch(string field, int epoch, int most)
    {
        if (epoch < 1)
        {
            yield return new(field, "'{field}' is counted from 1, not {found}.", $"{epoch}");
        }
        else if (epoch > most)
        {
            yield return new(field, field == "epoch" && most == 1
                ? "'{field}' {found} lies beyond the one epoch that the sweep has: say 'stopping: { epochs: N }' in its file."
                : $"'{{field}}' {{found}} lies beyond epoch {most}, the last one.", $"{epoch}");
        }
    }

    private static IEnumerable<DefinitionProblem> OfMetrics(IReadOnlyDictionary<string, double> metrics)
    {
        if (metrics.Count is < 1 or > MostMetrics)
        {
            yield return new("metrics", $"'{{field}}' are 1 to {MostMetrics} numbers by name.");
            yield break;
        }

        foreach (var name in metrics.Keys.Where(name => !Name().IsMatch(name)))
        {
            yield return new($"metrics.{name}", "{found} is no metric's name: those are of letters, digits, '_', '-' and '.', at most 100, "
                + "with train/ or validation/ before them or not.", $"'{name}'");
        }
    }

    private static bool Lacks(IReadOnlyDictionary<string, double> named, ObjectiveDefinition objective) =>
        !named.ContainsKey(Set + objective.Metric);

    private static OrderedDictionary<string, double> Named(IReadOnlyDictionary<string, double> metrics)
    {
        var named = new OrderedDictionary<string, double>();
        foreach (var (name, value) in metrics)
        {
            named[name.Contains('/', StringComparison.Ordinal) ? name : Set + name] = value;
        }

        return named;
    }

    [GeneratedRegex(@"\A(?:(?:train|validation)/)?[A-Za-z0-9_.-]{1,100}\z")]
    private static partial Regex Name();
}
