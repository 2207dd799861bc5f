using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Description;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Coordinator.Admission;

/// <summary>Looks at a sweep's data before anything is journaled: what cannot train is said now, not by the first worker.</summary>
public static class Preflight
{
    /// <summary>Reads the data, plans the folds, looks for leaks, and fits a registered model to the rows.</summary>
    /// <exception cref="UserError">Something does not fit, or leaks that are refused; the message says what and where.</exception>
    /// <param name="definition">The sweep.</param>
    /// <param name="store">Where data sets are mapped from; null = their files are read.</param>
    /// <param name="isValid">Whether the definition was validated when the sweep began: newer rules do not end it.</param>
    public static Inspection Check(SweepDefinition definition, DataSetStore? store = null, bool isValid = false)
    {
        if (!isValid
            && new SweepDefinitionValidator(SweepVocabulary.Registered.Definitions).Problems(definition) is { Count: > 0 } problems)
        {
            // what came from the command line or a warm start
            throw new UserError($"The sweep cannot be run as defined.\n{string.Join('\n', problems)}");
        }

        try
        {
            if (!definition.Data.HasRows)
            {
                return new Inspection(FingerprintOf(definition.Data, store), [], [], null); // its trainer splits it
            }

            var data = store?.Open(definition.Data) ?? DataSetFormats.Read(definition.Data);
            var plans = Sweeps(definition.CrossValidation).Select(splits => FoldPlanner.Plan(splits, definition.Seed, data)).ToArray();
            var shape = definition.Model.IsRegistered ? ShapeOf(definition, data) : null;
            if (shape is not null && EliminationFit.Objection(definition, shape) is { } objection)
            {
                throw new UserError(objection);
            }

            var leakage = LeakageGuard.Inspect(definition.CrossValidation, data, plans[0]);
            if (definition.CrossValidation.Leakage == LeakagePolicy.Refuse && leakage.Count > 0)
            {
                throw new UserError(
                    $"The splits leak, which 'leakage: refuse' does not allow.\n{string.Join('\n', LeakageText.Of(leakage))}");
            }

            var objectives = definition.Objectives.Select(objective => objective.Metric).ToArray();
            return new Inspection(FingerprintOf(definition.Data, store), leakage,
                [.. DataRemarks.Of(data), .. SplitRemarks.Of(plans[0], data.Targets, objectives)], shape);
        }
        catch (Exception e) when (e is DataFormatException or FoldPlanException or DataMismatchException or UnknownModelException
            or IOException or UnauthorizedAccessException)
        {
            throw new UserError(e.Message);
        }
        // What a reader did not foresee is still about the file.
        catch (Exception e) when (e is InvalidDataException or OverflowException or ArgumentException or FormatException)
        {
            throw new UserError($"{definition.Data.Path}: {e.Message}");
        }
    }

    private static string FingerprintOf(DataDefinition data, DataSetStore? store) => store?.FingerprintOf(data) ?? DataFingerprint.Of(data);

    // Fits the registered model to the rows. What a command measures is told by its first epoch.
    private static DataShape ShapeOf(SweepDefinition definition, DataSet data)
    {
        var model = ModelCatalog.Find(definition.Model.Name);
        var shape = DataShape.Of(model, data);
        var metrics = model.MetricsOf(shape.Task).ToArray();
        return Strays(definition, metrics).FirstOrDefault() is not { } stray ? shape
            : throw new UserError(
                $"The objective '{stray.Metric}' is not measured on this data, whose targets are {Words(shape.Task)}; measured are "
                    + $"{string.Join(", ", metrics)}.{Numbers(data, stray)}");
    }

    // The sweep's own splits first; of a nested cross-validation those of the sweeps that will follow as well.
    private static IEnumerable<CrossValidationDefinition> Sweeps(CrossValidationDefinition own) =>
        own.Nested is { } nested
            ? [own, .. Enumerable.Range(0, own.Folds).Where(fold => fold > nested.Outer)
            .Select(fold => own with { Nested = nested with { Outer = fold } })] : [own];

    // The network's own figures are known on any data, and cannot come first: the first objective chooses each fold's best epoch.
    private static IEnumerable<ObjectiveDefinition> Strays(SweepDefinition definition, string[] measured) =>
        definition.Objectives.Where((objective, place) => !measured.Contains(objective.Metric)
            && (place == 0 || !NetworkMetrics.Names.Contains(objective.Metric)));

    private static string Numbers(DataSet data, ObjectiveDefinition stray) =>
        data.Targets is ClassTargets classes && classes.Names.All(name => double.TryParse(name, CultureInfo.InvariantCulture, out _))
        && MetricCatalog.Of(TaskKind.Values).Any(metric => metric.Name == stray.Metric)
            ? " The classes are numbers: ':values' behind the label column's name in 'data' has them learned as numbers."
            : "";

    private static string Words(TaskKind task) => task == TaskKind.Values ? "numbers" : "classes";
}

/// <summary>What a look at a sweep's data found.</summary>
/// <param name="Fingerprint">Names the data's content.</param>
/// <param name="Leakage">What lies on both sides of its splits.</param>
/// <param name="Remarks">What else the user should know of data and splits, in sentences without a full stop.</param>
/// <param name="Shape">What a network needs to know of the data; null = the model is the user's own, and nothing is known of
/// it.</param>
public sealed record Inspection(
    string Fingerprint, EquatableList<LeakageFinding> Leakage, IReadOnlyList<string> Remarks, DataShape? Shape);
