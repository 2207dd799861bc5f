using System.CommandLine;
using Orchestrator.Contracts.Validation;
using Orchestrator.Remoting;

namespace Orchestrator.Cli.Settings;

/// <summary>How long a node may be out of sight of the coordinators.</summary>
internal static class LeaseOption
{
    /// <param name="description">What it means for the role.</param>
    public static Option<double> Create(string description) => new("--lease")
    {
        Description = description,
        HelpName = "SECONDS",
        DefaultValueFactory = _ => NodeLease.Default.TotalSeconds,
    };

    /// <exception cref="UserError">It is out of range.</exception>
    public static TimeSpan Read(double seconds) => TimeSpan.FromSeconds(seconds) is var lease && NodeLease.IsValid(lease)
        ? lease
        : throw new UserError("--lease is a number of seconds from 1 to 3600.");
}
