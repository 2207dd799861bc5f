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

    /// <summary>Every value in ordinal order of names: the same text for the same settings, wherever they came from.</summary>
    public override string ToString() =>
        string.Join(' ', values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
