using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Cli.Embedded;

/// <summary>Looks at a sweep's data before anything is journaled: what cannot train is said now, not by the first worker.</summary>
internal static class Preflight
{
    /// <summary>Reads the data, plans the folds, and fits the model to the rows.</summary>
    /// <returns>The data's fingerprint.</returns>
    /// <exception cref="UserError">Something does not fit; the message says what and where.</exception>
    public static string Check(SweepDefinition definition)
    {
        try
        {
            var data = DataSetFormats.Read(definition.Data);
            FoldPlanner.Plan(definition.CrossValidation, definition.Seed, data);
            var shape = DataShape.Of(ModelCatalog.Find(definition.Model.Name), data);
            var metrics = MetricCatalog.Of(shape.Task).Select(metric => metric.Name).ToArray();
            if (Strays(definition, metrics).FirstOrDefault() is { } stray)
                throw new UserError($"The objective '{stray.Metric}' is not measured on this data, whose targets are {Words(shape.Task)}; measured are {string.Join(", ", metrics)}.");
            return DataFingerprint.Of(definition.Data);
        }
        catch (Exception e) when (e is DataFormatException or FoldPlanException or DataMismatchException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(e.Message);
        }
    }

    // The network's own figures are known on any data, and cannot come first: the first objective chooses each fold's best epoch.
    private static IEnumerable<ObjectiveDefinition> Strays(SweepDefinition definition, string[] measured) =>
        definition.Objectives.Where((objective, place) => !measured.Contains(objective.Metric) && (place == 0 || !NetworkMetrics.Names.Contains(objective.Metric)));

    private static string Words(TaskKind task) => task == TaskKind.Values ? "numbers" : "classes";
}
