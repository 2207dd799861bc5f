using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Compares the functions with values of the reference implementation in another language.</summary>
internal static class CheckValues
{
    /// <summary>Prints every difference above 1e-12 (relative); true when there is none.</summary>
    public static bool Verify()
    {
        using var document = Resources.Open("check_values.json");
        var (checkedCount, wrong) = (0, 0);
        foreach (var check in document.RootElement.GetProperty("checks").EnumerateArray())
        {
            var name = check.GetProperty("fn").GetString()!;
            if (BenchmarkFunction.All.All(f => f.Name != name))
            {
                continue; // learning curves are another benchmark's
            }

            var function = BenchmarkFunction.Named(name);
            var settings = check.GetProperty("params").EnumerateObject().Select(p => new Setting(p.Name, Value(p.Value)));
            var seed = check.GetProperty("seed").GetInt32();
            var value = function.Value(new Configuration(settings.ToEquatableList()), seed);
            var told = function.Told(value, seed, check.GetProperty("trial").GetInt32()).Loss;
            foreach (
                var (found, expected) in new[] { (value, check.GetProperty("true").GetDouble()),
                    (told, check.GetProperty("observed").GetDouble()) })
            {
                checkedCount++;
                if (Math.Abs(found - expected) <= 1e-12 * Math.Abs(expected))
                {
                    continue;
                }

                wrong++;
                Console.WriteLine($"{name}, seed {seed}: {found:R} instead of {expected:R}");
            }
        }

        Console.WriteLine($"{checkedCount} values checked, {wrong} wrong");
        return wrong == 0 && checkedCount > 0;
    }

    private static ParameterValue Value(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? ParameterValue.Of(element.GetString()!) : ParameterValue.Of(element.GetDouble());
}
