namespace Orchestrator.Sdk;

/// <summary>The agreement between plug-ins and the orchestrator: all public types of this assembly.</summary>
public static class PluginApi
{
    /// <summary>Its version. It grows when a plug-in that was built before could not be loaded any more, and then alone.</summary>
    public const int Version = 1;
}

/// <summary>
/// Says of an assembly that it is a plug-in, and for which version of the agreement it was built:
/// <c>[assembly: Plugin(PluginApi.Version)]</c>. The constant is written into the plug-in when it is compiled.
/// </summary>
/// <param name="apiVersion"><see cref="PluginApi.Version"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginAttribute(int apiVersion) : Attribute
{
    /// <summary>What it was built for.</summary>
    public int ApiVersion { get; } = apiVersion;
}
