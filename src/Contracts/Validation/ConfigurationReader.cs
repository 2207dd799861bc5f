using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Contracts.Validation;

/// <summary>Makes a configuration of values by name, as a user writes them.</summary>
public static class ConfigurationReader
{
    private const char Between = '=';

    /// <summary>Reads <c>learning_rate=0.001</c>, <c>pooling=max</c>, ...: a value for each hyper-parameter of a space.</summary>
    /// <exception cref="UserError">A word is none of these, or a name stands there twice.</exception>
    public static IReadOnlyDictionary<string, ParameterValue> Parse(IEnumerable<string> words)
    {
        var settings = new Dictionary<string, ParameterValue>();
        foreach (var word in words)
        {
            var at = word.IndexOf(Between, StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new UserError($"'{word}' is no setting: write NAME=VALUE, such as learning_rate=0.001.");
            }

            if (!settings.TryAdd(word[..at], ParameterValue.Of(word[(at + 1)..])))
            {
                throw new UserError($"'{word[..at]}' stands there twice.");
            }
        }

        return settings;
    }

    /// <summary>The configuration, in the order of the space. Numbers may be given as text, and choices that spell numbers as
    /// numbers.</summary>
    /// <exception cref="UserError">A hyper-parameter is missing, unknown, or out of its range; or a constraint is broken.</exception>
    public static Configuration Read(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> settings)
    {
        foreach (var name in settings.Keys.Where(name => space.Parameters.All(parameter => parameter.Name != name)))
        {
            var names = space.Parameters.Select(parameter => parameter.Name).ToArray();
            throw new UserError(names.Length == 0 ? $"The space has no hyper-parameter '{name}', nor any other."
                : $"The space has no hyper-parameter '{name}'"
                    + (NearestWord.Find(name, names) is { } near ? $"; did you mean '{near}'?" : $"; it has {string.Join(", ", names)}."));
        }

        var configuration = Configuration.Empty;
        foreach (var parameter in space.Parameters)
        {
            // Also what is inactive under the others: that it is too much is said with the reason.
            if (settings.TryGetValue(parameter.Name, out var value))
            {
                configuration = configuration.With(parameter.Name, As(parameter, value));
            }
        }

        return ConfigurationFit.Objection(space, configuration) is { } objection ? throw new UserError(Sentence(objection)) : configuration;
    }

    private static ParameterValue As(Parameter parameter, ParameterValue value) => parameter switch
    {
        CategoricalParameter categorical => ParameterValue.Of(categorical.Meant(value.ToString())),
        _ when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            ParameterValue.Of(number),
        _ => value,
    };

    private static string Sentence(string objection) => char.ToUpperInvariant(objection[0]) + objection[1..];
}
