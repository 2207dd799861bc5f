using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Models.Catalog;

/// <summary>The value of every hyper-parameter of a model in one trial: the trial's own, else the sweep's fixed one, else the
/// default.</summary>
public sealed class ModelSettings
{
    private readonly Dictionary<string, ParameterValue> values = [];

    /// <param name="model">The model.</param>
    /// <param name="fixedValues">What the sweep holds fixed.</param>
    /// <param name="trial">What the trial chose; it wins over <paramref name="fixedValues"/>.</param>
    /// <exception cref="SettingException">A name is unknown to the model, or a value is outside its range.</exception>
    public ModelSettings(ModelDescription model, Configuration fixedValues, Configuration trial)
    {
        foreach (var hyperParameter in model.HyperParameters)
        {
            values[hyperParameter.Name] = hyperParameter.Default;
        }

        foreach (var (name, value) in fixedValues.Settings.Concat(trial.Settings))
        {
            var hyperParameter = model.Find(name)
                ?? throw new SettingException(name,
                    $"The model {model.Name} has no hyper-parameter '{name}'; it has "
                        + $"{string.Join(", ", model.HyperParameters.Select(own => own.Name))}.");
            values[name] = hyperParameter.TryRead(value, out var read)
                ? read
                : throw new SettingException(name, $"The hyper-parameter '{name}' of {model.Name} is {hyperParameter.Range}, not {value}.");
        }
    }

    /// <summary>The value of an integer hyper-parameter.</summary>
    public int Integer(string name) => (int)values[name].Number;

    /// <summary>The value of a real hyper-parameter.</summary>
    public double Real(string name) => values[name].Number;

    /// <summary>The value of a hyper-parameter that is one of several words.</summary>
    public string Choice(string name) => values[name].Text!;

    /// <summary>Every value in ordinal order of names: the same text for the same settings, wherever they came from. Draws of each trial's
    /// own are left out, so that checkpoints from before there were others keep their names.</summary>
    public override string ToString() =>
        string.Join(' ', values
            .Where(pair => !(RestartsDefinition.Draws.Contains(pair.Key) && pair.Value.Number == RestartsDefinition.OwnDraw))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}

/// <summary>A hyper-parameter is unknown to the model or outside its range. The message says what is allowed.</summary>
/// <param name="setting">Name of the hyper-parameter.</param>
/// <param name="message">What was found and what is allowed.</param>
public sealed class SettingException(string setting, string message) : Exception(message)
{
    /// <summary>Name of the hyper-parameter.</summary>
    public string Setting { get; } = setting;
}
