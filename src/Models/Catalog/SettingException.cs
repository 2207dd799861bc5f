namespace Orchestrator.Models.Catalog;

/// <summary>A hyper-parameter is unknown to the model or outside its range. The message says what is allowed.</summary>
/// <param name="setting">Name of the hyper-parameter.</param>
/// <param name="message">What was found and what is allowed.</param>
public sealed class SettingException(string setting, string message) : Exception(message)
{
    /// <summary>Name of the hyper-parameter.</summary>
    public string Setting { get; } = setting;
}
