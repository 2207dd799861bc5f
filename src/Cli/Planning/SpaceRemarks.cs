using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Cli.Planning;

/// <summary>What is right in a space and may yet be another one than was meant.</summary>
internal static class SpaceRemarks
{
    /// <summary>A sentence, without a full stop, for each parameter whose steps do not end at its upper bound.</summary>
    public static IEnumerable<string> Of(SearchSpace space)
    {
        foreach (var parameter in space.Parameters)
        {
            var (high, step) = parameter switch
            {
                FloatParameter { Step: { } real } p => (p.High, real),
                IntParameter { Step: > 1 } p => (p.High, p.Step),
                _ => (double.NaN, double.NaN),
            };
            if (double.IsNaN(high) || Axis.Of(parameter) is not { Levels: { } levels } axis)
            {
                continue;
            }

            var last = axis.Decode(axis.Coordinate(levels - 1));
            if (last.Number != high)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"'{parameter.Name}' never is {high:R}, which its steps of {step:R} miss; its last value is {last}");
            }
        }
    }
}
