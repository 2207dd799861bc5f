using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>Values of hyper-parameters: what looks like a number is one, unless quoted.</summary>
internal static class Values
{
    /// <summary>The value; null when the node is none.</summary>
    public static ParameterValue? Read(YamlNode node) => node switch
    {
        YamlScalar { IsNothing: true } => null,
        YamlScalar { Quoted: false } scalar
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => ParameterValue.Of(number),
        YamlScalar scalar => ParameterValue.Of(scalar.Text),
        _ => null,
    };
}
