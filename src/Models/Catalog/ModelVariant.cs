using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Models.Catalog;

/// <summary>A named setting of a model, as a paper's table of experiments has them: <c>model: { name: histone-gru, variant: units-50
/// }</c>.</summary>
/// <param name="Name">What a sweep file calls it.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Settings">What it sets; a sweep's own fixed values win, and what a sweep searches is not set.</param>
public sealed record ModelVariant(string Name, string Summary, Configuration Settings)
{
    /// <summary>A variant with some numbers and words.</summary>
    internal static ModelVariant Of(string name, string summary, params ReadOnlySpan<(string Name, double Value)> settings)
    {
        var configuration = Configuration.Empty;
        foreach (var (setting, value) in settings)
        {
            configuration = configuration.With(setting, ParameterValue.Of(value));
        }

        return new(name, summary, configuration);
    }
}
