using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode;

/// <summary>How a node behaves beyond its slots.</summary>
public sealed record NodeOptions
{
    /// <summary>What its operator says of it; null = nothing. [default: null]</summary>
    public EquatableList<NodeLabel>? Labels { get; init; }

    /// <summary>Present = it offers one slot a device at first, and more while they fit; null = all its slots from the start. [default:
    /// null]</summary>
    public IMemoryProbe? Measured { get; init; }

    /// <summary>Looks at the devices; null = nobody looks. [default: null]</summary>
    public Func<IReadOnlyList<NodeDevice>>? Survey { get; init; }

    /// <summary>Names the data sets on its disk (see <see cref="NodeJoined.Data"/>), at start and with each survey; null = nobody looks.
    /// [default: null]</summary>
    public Func<EquatableList<string>?>? Data { get; init; }

    /// <summary>Time between two surveys. [default: 30 seconds]</summary>
    public TimeSpan SurveyInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Hears why the number of slots changes, in a sentence. Called from the node's actor. [default: nobody]</summary>
    public Action<string> News { get; init; } = static _ => { };
}
