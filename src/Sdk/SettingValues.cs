namespace Orchestrator.Sdk;

/// <summary>The values of a model's settings in one trial.</summary>
public sealed class SettingValues
{
    private readonly IReadOnlyDictionary<string, object> values;

    /// <param name="values">By name: a number as <see cref="double"/>, a choice as <see cref="string"/>.</param>
    public SettingValues(IReadOnlyDictionary<string, object> values) => this.values = values;

    /// <summary>The defaults of a model, with some of them replaced: for tests.</summary>
    /// <param name="model">The model.</param>
    /// <param name="others">What is not as by default: whole numbers, real numbers or words.</param>
    public static SettingValues Of(IModel model, params (string Name, object Value)[] others)
    {
        var values = model.Settings.ToDictionary(own => own.Name, own => own.Choices is { } choices ? choices[0] : (object)own.Default);
        foreach (var (name, value) in others)
        {
            values[name] = value is string ? value : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        return new(values);
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="KeyNotFoundException">The model declares no such setting.</exception>
    public int Whole(string name) => (int)(double)Value(name);

    /// <summary>A real number.</summary>
    /// <exception cref="KeyNotFoundException">The model declares no such setting.</exception>
    public double Real(string name) => (double)Value(name);

    /// <summary>A choice.</summary>
    /// <exception cref="KeyNotFoundException">The model declares no such setting.</exception>
    public string Choice(string name) => (string)Value(name);

    private object Value(string name) => values.TryGetValue(name, out var value) ? value
        : throw new KeyNotFoundException($"The model declares no setting '{name}'; it declares {string.Join(", ", values.Keys)}.");
}
