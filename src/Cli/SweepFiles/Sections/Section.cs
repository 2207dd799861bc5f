using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary>Reads keys of a map by kind; what is not right becomes a problem and reads as null.</summary>
internal sealed class Section
{
    private readonly YamlMap map;
    private readonly string name;

    /// <param name="map">The keys and values.</param>
    /// <param name="name">For messages: where the keys stand.</param>
    /// <param name="problems">Collects what is wrong.</param>
    /// <param name="keys">What may stand there; empty = anything.</param>
    public Section(YamlMap map, string name, Problems problems, IReadOnlyCollection<string> keys)
    {
        (this.map, this.name, Problems) = (map, name, problems);
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var (key, _) in map.Entries.Where(e => !keys.Contains(e.Key.Text)))
        {
            problems.AddUnknown(key, "key", key.Text, keys, $" in {name}", KeyPlaces.Advice(key.Text));
        }
    }

    public Problems Problems { get; }

    public IEnumerable<(YamlScalar Key, YamlNode Value)> Entries => map.Entries;

    public YamlNode? this[string key] => map.Entries.FirstOrDefault(e => e.Key.Text == key).Value;

    public bool Has(string key) => this[key] is not (null or YamlScalar { IsNothing: true });

    public void Refuse(string key, string message) => Problems.Add(this[key] ?? map, message);

    public Section? Required(string key, IReadOnlyCollection<string> keys)
    {
        if (Has(key))
        {
            return Optional(key, keys);
        }

        Problems.Add(this[key] ?? map, $"'{key}' is missing in {name}; it holds {string.Join(", ", keys)}.");
        return null;
    }

    /// <summary>A section that may be left out; then it is empty.</summary>
    public Section? Optional(string key, IReadOnlyCollection<string> keys)
    {
        if (!Has(key))
        {
            return new Section(new YamlMap(map.Line, map.Column, []), $"'{key}'", Problems, keys);
        }

        if (this[key] is YamlMap inner)
        {
            return new Section(inner, $"'{key}'", Problems, keys);
        }

        Refuse(key, $"'{key}' holds keys and values ({string.Join(", ", keys)}), not {this[key]!.Kind}.");
        return null;
    }

    public string? Text(string key, string? standard = null, string kind = "a word")
    {
        if (!Has(key))
        {
            return standard ?? Missing<string?>(key, kind, null);
        }

        if (this[key] is YamlScalar scalar)
        {
            return scalar.Text;
        }

        Refuse(key, $"'{key}' is {kind}, not {this[key]!.Kind}.");
        return null;
    }

    /// <param name="key">The key.</param>
    /// <param name="allowed">The words that may stand there.</param>
    /// <param name="standard">Where the key is left out; null = it may not be.</param>
    /// <param name="what">What the word names, where the key does not say it.</param>
    public string? Choice(string key, IReadOnlyCollection<string> allowed, string? standard = null, string? what = null)
    {
        var text = Text(key, standard, $"one of {string.Join(", ", allowed)}");
        if (text is null || allowed.Contains(text))
        {
            return text;
        }

        Problems.AddUnknown(this[key]!, what ?? key, text, allowed);
        return null;
    }

    /// <summary>A whole number. One beyond the range is read as some other beyond it: the validator refuses it, the place is
    /// known.</summary>
    /// <param name="key">The key.</param>
    /// <param name="standard">Where the key is left out; null = it may not be.</param>
    /// <param name="range">What the validator allows.</param>
    /// <param name="words">What it is, where the range says too much.</param>
    public long? Whole(string key, long? standard, WholeRange range, string? words = null)
    {
        words ??= range.Words;
        if (!Has(key))
        {
            return standard ?? Missing<long?>(key, words, null);
        }

        if (Number(key) is { } value && value == Math.Floor(value))
        {
            return range.Beside(value);
        }

        Refuse(key, $"'{key}' is {words}, not {this[key]!.Kind}.");
        return null;
    }

    /// <summary>A whole number that may be left out.</summary>
    public int? WholeOrNothing(string key, WholeRange range) => Has(key) ? (int?)Whole(key, null, range) : null;

    /// <summary>A number that may be left out.</summary>
    public double? RealOrNothing(string key, RealRange range) => Has(key) ? Real(key, null, range.Words) : null;

    /// <summary>A whole number of 64 bits, every one of which counts: it does not pass through a double.</summary>
    public ulong? Natural(string key, ulong standard)
    {
        if (!Has(key))
        {
            return standard;
        }

        if (this[key] is YamlScalar { Quoted: false } scalar
            && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Refuse(key, $"'{key}' is a whole number from 0 to {ulong.MaxValue}, not {this[key]!.Kind}.");
        return null;
    }

    /// <summary>A finite number; its range is the validator's.</summary>
    public double? Real(string key, double? standard, string words = "a number")
    {
        if (!Has(key))
        {
            return standard ?? Missing<double?>(key, words, null);
        }

        if (Number(key) is { } value)
        {
            return value;
        }

        Refuse(key, $"'{key}' is {words}, not {this[key]!.Kind}.");
        return null;
    }

    public bool? Truth(string key, bool standard)
    {
        if (!Has(key))
        {
            return standard;
        }

        if (this[key] is YamlScalar { Quoted: false, Text: "true" or "false" } scalar)
        {
            return scalar.Text == "true";
        }

        Refuse(key, $"'{key}' is true or false, not {this[key]!.Kind}.");
        return null;
    }

    private double? Number(string key) =>
        this[key] is YamlScalar { Quoted: false } scalar
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    private T Missing<T>(string key, string range, T nothing)
    {
        Problems.Add(map, $"'{key}' is missing in {name}: {range}.");
        return nothing;
    }
}
