namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in threw, hung, or gave what makes no sense. The message names the plug-in and says what it did.</summary>
/// <param name="who">Part and plug-in, such as <c>The sampler 'local' of the plug-in demo</c>.</param>
/// <param name="what">What it did, a sentence's end with its full stop.</param>
/// <param name="cause">What it threw; null = nothing.</param>
public sealed class PluginFailedException(string who, string what, Exception? cause = null) : Exception($"{who} {what}", cause)
{
    /// <summary>It threw.</summary>
    public static PluginFailedException Of(string who, Exception thrown) =>
        new(who, $"failed: {thrown.GetType().Name}: {thrown.Message.TrimEnd('.')}.", thrown);
}
