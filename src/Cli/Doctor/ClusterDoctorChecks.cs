using System.Globalization;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Client;
using Orchestrator.Client.Transport;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Doctor;

/// <summary>Looks at a cluster from outside: who answers, who is trusted, what it has to work with.</summary>
internal static class ClusterDoctorChecks
{
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(5);

    /// <summary>What was found, in the order in which a client would stumble over it.</summary>
    public static async IAsyncEnumerable<CheckResult> OfAsync(OrchestratorClient client)
    {
        var probes = await Task.WhenAll(client.Servers.Select(client.ProbeAsync));
        var answered = probes.Any(probe => probe.Answers);
        foreach (var probe in probes)
        {
            yield return Of(probe, answered);
        }
        if (!answered)
        {
            yield break;
        }
        var (status, refusal) = await AnswerAsync(client.StatusAsync);
        if (status is null)
        {
            yield return new("token", Health.Broken, refusal!,
                $"Put the token into {ServerOptions.TokenVariable}, or its file's name into {ServerOptions.TokenVariable}_FILE.");
            yield break;
        }
        foreach (var finding in Of(status))
        {
            yield return finding;
        }

        yield return Of(await client.NodesAsync());
        yield return Of(await client.ListAsync());
    }

    // Where another one answers, the cluster can do without it.
    private static CheckResult Of(ServerProbe probe, bool answered)
    {
        var subject = $"coordinator {probe.Server.Authority}";
        if (!probe.Answers)
        {
            return new(subject, answered ? Health.Limited : Health.Broken, probe.Detail!, probe.Untrusted
                ? "If its certificate is of a private authority, name that with --server-ca FILE."
                : "Start it with 'orchestrator coordinator'; its log says whether the database is there.");
        }
        var until = probe.CertificateEnds is { } end
            ? $"; certificate until {end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        if (probe.Detail is { } detail)
        {
            return new(subject, Health.Limited, $"answers, but {detail}{until}",
                "If that does not pass within half a minute, its log tells why.");
        }
        return probe.CertificateEnds - DateTimeOffset.UtcNow <= Renewal
            ? new(subject, Health.Limited, $"answers{until}", "Renew it: clients will turn away.")
            : new(subject, Health.Good, $"answers{until}");
    }

    private static IEnumerable<CheckResult> Of(CoordinatorStatus status)
    {
        yield return new("API", Health.Good, $"of {status.Machine} since {Formatting.Time(status.Since)}, version {status.Version}");
        yield return status.Access == "full"
            ? new("access", Health.Good, "opens everything")
            : new("access", Health.Limited, "this token opens what reads, and changes nothing");
        var skew = (status.Now - DateTimeOffset.UtcNow).Duration();
        if (skew > MostSkew)
        {
            yield return new("clocks", Health.Limited, $"this machine's and the coordinator's differ by {Formatting.Duration(skew)}",
                "Let both follow a time server: limits in hours go by the coordinator's.");
        }
    }

    private static CheckResult Of(NodeStatus[] nodes)
    {
        var (slots, busy, draining) = (nodes.Sum(n => n.Slots), nodes.Sum(n => n.Busy), nodes.Count(n => n.Draining));
        var detail = $"{Words.Count(nodes.Length, "node")}, {Words.Count(slots, "slot")}, {busy} busy"
            + (draining > 0 ? $", {draining} draining" : "");
        return slots > 0
            ? new("nodes", Health.Good, detail)
            : new("nodes", Health.Limited, detail, "Start some with 'orchestrator node'; sweeps wait for them.");
    }

    private static CheckResult Of(SweepSummary[] sweeps)
    {
        var (paused, ended) = (sweeps.Count(s => s.Paused), sweeps.Count(s => s.Status is SweepStatus.Completed or SweepStatus.Cancelled));
        return new("sweeps", Health.Good, $"{sweeps.Length - paused - ended} run, {paused} paused, {ended} ended");
    }

    private static async Task<(T? Answer, string? Refusal)> AnswerAsync<T>(Func<Task<T>> ask) where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (UserError e)
        {
            return (null, e.Message);
        }
    }
}
