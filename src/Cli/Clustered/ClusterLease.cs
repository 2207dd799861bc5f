using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Clustered;

/// <summary>How long a node may be out of sight of the coordinators.</summary>
internal static class ClusterLease
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(10);

    /// <exception cref="UserError">It is out of range.</exception>
    public static TimeSpan Read(double seconds) => seconds is >= 1 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw new UserError("--lease is a number of seconds from 1 to 3600.");
}
