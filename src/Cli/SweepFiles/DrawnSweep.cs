using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Data.Writers;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>A sweep file to go with drawn data.</summary>
internal static class DrawnSweep
{
    public static string Text(ISyntheticData kind, WrittenData written, int rows) =>
        $"""
        # {kind.Summary}; {rows} rows, drawn with a planted signal. Without a 'space', the model's default one is searched.

        name: {kind.Name}
        seed: 1
        data:
          path: {written.File}
          format: {written.Format}
        {(written.Key is null ? "  # no key" : $"  key: \"{written.Key}\"")}
        model: {"{"} name: {kind.Model} {"}"}
        search: {"{"} algorithm: bayesian, trials: 10, parallel: 2 {"}"}
        cross_validation: {"{"} folds: 4, stratified: true, test: 0.2 {"}"}
        objective: {"{"} metric: {kind.Metric} {"}"}
        stopping: {"{"} epochs: 15, patience: 4 {"}"}

        """;
}
