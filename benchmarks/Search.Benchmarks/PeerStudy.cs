using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Optuna in a process of its own, <c>optuna_study.py</c>: a line of JSON out, a line back.</summary>
internal sealed class PeerStudy : IDisposable
{
    private const string Script = "optuna_study.py";

    private readonly Process process;

    /// <summary>Starts Python.</summary>
    /// <param name="python">The interpreter that has Optuna.</param>
    public PeerStudy(string python)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, Script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        process = Process.Start(start)!;
    }

    /// <summary>Optuna's version, once a study has begun.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Processor time that Optuna took so far.</summary>
    public double Seconds { get; private set; }

    /// <summary>Begins a study; an earlier one is forgotten.</summary>
    /// <param name="sampler">One of the script's names.</param>
    /// <param name="seed">Of the sampler.</param>
    /// <param name="parallel">Trials at a time.</param>
    /// <param name="space">Its parameters. Optuna's spaces have no constraints: what breaks one is told by
    /// <see cref="Ask"/>.</param>
    public void Begin(string sampler, int seed, int parallel, SearchSpace space) =>
        Version = Exchange(new { sampler, seed, parallel, constrained = space.IsConstrained, parameters = space.Parameters })
            .GetProperty("version").GetString()!;

    /// <summary>Tells results and asks for a configuration.</summary>
    /// <param name="space">Its space.</param>
    /// <param name="told">Ended trials by the study's own numbers; a null loss = it failed.</param>
    /// <param name="shortfall">How far the configuration that was asked for last is from what the space allows; null = it is
    /// allowed.</param>
    /// <param name="instead">What the study is to take for its own suggestion; null = its own.</param>
    /// <returns>The configuration, in the space's order, and the study's number of the trial.</returns>
    public (Configuration Configuration, int Number) Ask(SearchSpace space, IReadOnlyList<PeerTold> told, double? shortfall = null,
        Configuration? instead = null)
    {
        var asked = Exchange(new { told, shortfall, instead = instead?.Settings.ToDictionary(s => s.Name, s => s.Value) });
        var settings = asked.GetProperty("settings");
        return (
            new(space.Parameters.Where(p => settings.TryGetProperty(p.Name, out _))
                .Select(p => new Setting(p.Name, settings.GetProperty(p.Name).Deserialize<ParameterValue>())).ToEquatableList()),
            asked.GetProperty("trial").GetInt32());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        process.StandardInput.Close(); // the script ends with its input
        process.WaitForExit();
        process.Dispose();
    }

    private JsonElement Exchange(object request)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request, WireJson.Options));
        process.StandardInput.Flush();
        var line = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Script} ended before its answer; its own message stands above.");
        using var answer = JsonDocument.Parse(line);
        Seconds += answer.RootElement.GetProperty("seconds").GetDouble();
        return answer.RootElement.Clone();
    }
}

/// <summary>A trial that a study is told of.</summary>
/// <param name="Trial">The study's number.</param>
/// <param name="Loss">Null = it failed.</param>
internal readonly record struct PeerTold(int Trial, double? Loss);
