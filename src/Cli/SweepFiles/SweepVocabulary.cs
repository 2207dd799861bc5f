using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>The words that a sweep file may use where registries decide.</summary>
/// <param name="Algorithms">Names of samplers.</param>
/// <param name="Formats">Names of data formats.</param>
/// <param name="Models">The models and their hyper-parameters.</param>
public sealed record SweepVocabulary(IReadOnlyList<string> Algorithms, IReadOnlyList<string> Formats, IReadOnlyList<ModelDescription> Models)
{
    /// <summary>What this program has.</summary>
    public static SweepVocabulary Registered { get; } = new(SamplerRegistry.Names, DataSetFormats.Names, ModelCatalog.Descriptions);
}
