using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Dashboard.Text;

/// <summary>Addresses of the page: every view has one.</summary>
internal static class Links
{
    /// <summary>A sweep, or one of its tabs.</summary>
    public static string Sweep(SweepId sweep, string? tab = null) =>
        $"/sweeps/{Uri.EscapeDataString(sweep.Value)}{(string.IsNullOrEmpty(tab) ? "" : "/" + tab)}";

    /// <summary>A trial.</summary>
    public static string Trial(SweepId sweep, int trial) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sweep(sweep)}/trials/{trial}");

    /// <summary>Several trials beside each other, of that sweep or of others.</summary>
    public static string Compare(SweepId sweep, IEnumerable<TrialReference> trials) =>
        $"{Sweep(sweep)}/compare?trials={string.Join(',', trials.Select(trial => Uri.EscapeDataString(trial.Within(sweep))))}";

    /// <summary>Several trials beside each other.</summary>
    public static string Compare(SweepId sweep, IEnumerable<int> trials) =>
        $"{Sweep(sweep)}/compare?trials={string.Join(',', trials.Select(trial => trial.ToString(CultureInfo.InvariantCulture)))}";
}
