using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>Values of hyper-parameters.</summary>
internal static class Values
{
    /// <summary>A value of that parameter, be it in range or not; null when the node is none. A choice is text, however it looks:
    /// <c>no</c>, <c>1</c>; where none is spelled so, the one that is the same number is meant.</summary>
    public static ParameterValue? For(Parameter parameter, YamlNode node) => node switch
    {
        YamlScalar { IsNothing: true } => null,
        YamlScalar scalar when parameter is CategoricalParameter categorical =>
            ParameterValue.Of(categorical.Meant(scalar.Text)),
        YamlScalar { Quoted: false } scalar
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) => ParameterValue.Of(number),
        YamlScalar scalar => ParameterValue.Of(scalar.Text),
        _ => null,
    };
}
