using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>The values of the active hyper-parameters of one trial, in the order of the space. Equal by value.</summary>
public sealed record Configuration(EquatableList<Setting> Settings)
{
    /// <summary>No settings: every hyper-parameter at the model's default.</summary>
    public static Configuration Empty { get; } = new(EquatableList<Setting>.Empty);

    /// <summary>Number of settings.</summary>
    [JsonIgnore] public int Count => Settings.Count;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">The parameter is absent or inactive.</exception>
    public ParameterValue this[string name] =>
        TryGet(name, out var value) ? value : throw new KeyNotFoundException($"The configuration has no parameter '{name}'.");

    /// <summary>Finds the value of a parameter.</summary>
    public bool TryGet(string name, out ParameterValue value)
    {
        foreach (var setting in Settings)
        {
            if (setting.Name != name)
            {
                continue;
            }

            value = setting.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>This configuration with one more setting at the end.</summary>
    public Configuration With(string name, ParameterValue value) => new([.. Settings, new Setting(name, value)]);

    /// <summary>For people: <c>lr=0.001 units=64</c>.</summary>
    public override string ToString() => string.Join(' ', Settings.Select(s => $"{s.Name}={s.Value}"));
}

/// <summary>A hyper-parameter's name and its value in one trial.</summary>
public readonly record struct Setting(string Name, ParameterValue Value);
