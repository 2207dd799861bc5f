namespace Orchestrator.Models.Benchmarks;

/// <summary>How a process that trains when asked is started.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record PeerCommand(string Name, string Program, string[] Arguments);
