namespace Orchestrator.Contracts.Messages;

/// <summary>A piece of hardware of a node, as last looked at. What the driver does not tell is null.</summary>
/// <param name="Name">libtorch's name: <c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its own memory.</param>
/// <param name="UsedBytes">Memory in use, by whomever.</param>
/// <param name="Utilization">Share of the last moments in which it was at work, in percent from 0 to 100.</param>
/// <param name="Driver">Version of its driver.</param>
public sealed record NodeDevice(
    string Name, string Model, long? MemoryBytes = null, long? UsedBytes = null, int? Utilization = null, string? Driver = null);
