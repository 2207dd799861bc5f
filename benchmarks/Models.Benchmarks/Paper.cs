using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Benchmarks;

/// <summary>A network at the size of the paper that it comes from.</summary>
/// <param name="Name">What peer.py calls it.</param>
/// <param name="Model">What the catalog calls it.</param>
/// <param name="Batch">Rows of a step.</param>
/// <param name="Shape">Of the paper's data.</param>
/// <param name="Settings">What differs from the catalog's defaults.</param>
internal sealed record Paper(string Name, string Model, int Batch, DataShape Shape, params (string Name, double Value)[] Settings)
{
    /// <summary>Every model of the catalog, of the variation models all four kinds.</summary>
    public static IReadOnlyList<Paper> All { get; } =
    [
        new("sequence-cnn", "sequence-cnn", 64, new([60], false, TaskKind.ManyClasses, 3)),
        new("sequence-bilstm-400", "sequence-bilstm", 400, new([190], false, TaskKind.TwoClasses, 1)),
        new("sequence-bilstm", "sequence-bilstm", 16, new([571], false, TaskKind.TwoClasses, 1)),
        new("sequence-bilstm-padded", "sequence-bilstm", 16, new([571], true, TaskKind.TwoClasses, 1)),
        new("danq", "danq", 8, new([1000], false, TaskKind.Labels, 919)),
        new("superq", "superq", 64, new([60], false, TaskKind.ManyClasses, 3)),
        new("superq-paper", "superq-paper", 8, new([1000], false, TaskKind.Labels, 919)),
        new("histone-cnn", "histone-cnn", 250, new([100, 5], false, TaskKind.Values, 1)),
        new("histone-gru", "histone-gru", 250, new([100, 5], false, TaskKind.Values, 1)),
        new("deepchrome", "deepchrome", 32, new([100, 5], false, TaskKind.TwoClasses, 1)),
        new("linear", "linear", 64, new([222], false, TaskKind.Labels, 11)),
        new("mlp", "mlp", 64, new([222], false, TaskKind.Labels, 11)),
        new("variation", "variation", 64, Variants),
        new("variation-cnn", "variation", 64, Variants, ("convolutions", 4), ("recurrent", 0)),
        new("variation-rnn", "variation", 64, Variants, ("convolutions", 0), ("recurrent", 4)),
        new("wdnn", "wdnn", 32, new([222], false, TaskKind.Labels, 11)),
        new("lrcn", "lrcn", 64, new([3967], false, TaskKind.Labels, 12)),
        new("lrcn-wdnn", "lrcn-wdnn", 64, new([3967], false, TaskKind.Labels, 12)),
    ];

    private static DataShape Variants => new([1024], false, TaskKind.TwoClasses, 1);

    /// <summary>Models of the catalog that have no size here.</summary>
    public static IReadOnlyList<string> Missing => [.. ModelCatalog.Names.Except(All.Select(paper => paper.Model))];

    /// <summary>The settings as a sweep would fix them.</summary>
    public Configuration Configuration =>
        Settings.Aggregate(Configuration.Empty, (all, setting) => all.With(setting.Name, ParameterValue.Of(setting.Value)));
}
