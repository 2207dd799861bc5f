using System.Text.Json;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Reference;

/// <summary>Fixed predictions of a task, and what scikit-learn, SciPy and PyTorch make of them: reference.json, written by
/// reference.py.</summary>
internal sealed record ReferenceCase(
    float[] Outputs, float[] Targets, int Columns, bool[]? Known, Dictionary<string, double> Metrics, Dictionary<string, double[]> Each,
        Dictionary<string, double> Losses)
{
    private static readonly Lazy<Dictionary<string, ReferenceCase>> All = new(Load);

    public static ReferenceCase Of(TaskKind kind) => All.Value[kind.ToString()];

    public int[] Classes => Array.ConvertAll(Targets, target => (int)target);

    public Predictions Predictions(TaskKind kind) => kind switch
    {
        TaskKind.Labels => new LabelPredictions(Outputs, Targets, Columns, Known),
        TaskKind.Values => new ValuePredictions(Outputs, Targets, Columns, Known),
        _ => ClassPredictions.FromLogits(Outputs, Classes),
    };

    private static Dictionary<string, ReferenceCase> Load()
    {
        using var stream = typeof(ReferenceCase).Assembly.GetManifestResourceStream("reference.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, ReferenceCase>>(stream, JsonSerializerOptions.Web)!;
    }
}
