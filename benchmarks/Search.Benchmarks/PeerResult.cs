using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>What a peer reached on a problem of a suite, as it was recorded.</summary>
/// <param name="Version">Of which program, as <c>Optuna 4.9.0</c>.</param>
/// <param name="Seeds">Members of the family, from 0 on.</param>
/// <param name="Result">Medians over them, as of our own samplers.</param>
internal sealed record PeerResult(string Version, int Seeds, SuiteResult Result)
{
    /// <summary>Whose result it is: a file holds one of each.</summary>
    [JsonIgnore]
    public (string, string, string) Key => (Result.Problem, Result.Sampler, Version);

    /// <summary>The results inside the program, from <c>Data/suite_peers.json</c>.</summary>
    public static IReadOnlyList<PeerResult> Recorded()
    {
        using var document = Resources.Open("suite_peers.json");
        return document.Deserialize<PeerResult[]>(WireJson.Options)!;
    }

    /// <summary>Adds results to a file, in place of older ones of the same peers and problems; a line a result.</summary>
    public static void Record(string file, IReadOnlyList<PeerResult> results)
    {
        PeerResult[] earlier = File.Exists(file) ? JsonSerializer.Deserialize<PeerResult[]>(File.ReadAllText(file), WireJson.Options)! : [];
        var all = earlier.Concat(results).GroupBy(result => result.Key).Select(same => same.Last())
            .OrderBy(result => result.Key.Item1, StringComparer.Ordinal).ThenBy(result => result.Version, StringComparer.Ordinal)
            .ThenBy(result => result.Result.Sampler, StringComparer.Ordinal);
        var lines = all.Select(result => JsonSerializer.Serialize(result, WireJson.Options));
        File.WriteAllText(file, $"[\n{string.Join(",\n", lines)}\n]\n");
    }
}
