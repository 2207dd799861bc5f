using Microsoft.AspNetCore.Components;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Dashboard.Components;

/// <summary>A view of a sweep, below its tabs.</summary>
public abstract class SweepView : ComponentBase
{
    /// <summary>How the sweep goes.</summary>
    [Parameter, EditorRequired] public SweepOverview Overview { get; set; } = null!;

    /// <summary>Changes whenever the sweep does.</summary>
    [Parameter] public long Version { get; set; }

    /// <summary>Which sweep.</summary>
    protected SweepId Sweep => Overview.Summary.Sweep;
}

/// <summary>The colours that a browser shows.</summary>
/// <param name="Choice"><c>system</c>, <c>light</c> or <c>dark</c>: what the visitor chose.</param>
/// <param name="Dark">Whether they are dark now.</param>
public sealed record ColorScheme(string Choice, bool Dark);
