namespace Orchestrator.GpuNode.Devices;

/// <summary>A kind of device is asked for that this machine does not have. The message names the reason and the cure.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
