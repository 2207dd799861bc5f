using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.Trials;

/// <summary>Values by metric, in the order in which they were told. Small: the folds of a sweep share one list of names.</summary>
/// <remarks>A fold has some ten metrics: looking through them is as fast as a table of hashes, which takes ten times the memory.</remarks>
public sealed class MetricValues : IReadOnlyDictionary<string, double>
{
    // Of the last that were read by this thread. Those of a sweep are all alike.
    [ThreadStatic] private static string[]? known;

    private readonly string[] names;
    private readonly double[] values;

    private MetricValues(string[] names, double[] values) => (this.names, this.values) = (names, values);

    /// <inheritdoc />
    public int Count => names.Length;

    /// <summary>Names and their values, as many of both.</summary>
    /// <exception cref="JsonException">There are more of one, or a name stands there twice.</exception>
    public static MetricValues Of(IReadOnlyList<string> names, double[] values)
    {
        if (known is { } table && table.AsSpan().SequenceEqual(names.ToArray()))
        {
            return new MetricValues(table, []).With(values);
        }

        if (names.Distinct().Count() < names.Count)
        {
            throw new JsonException("A metric stands there twice.");
        }

        return new MetricValues(known = [.. names], []).With(values);
    }

    /// <summary>Other values of the same names.</summary>
    /// <exception cref="JsonException">There are not as many.</exception>
    public MetricValues With(double[] others) => others.Length == names.Length
        ? new(names, others) : throw new JsonException($"There are {others.Length} values for {names.Length} metrics.");

    /// <inheritdoc />
    public IEnumerable<string> Keys => names;

    /// <inheritdoc />
    public IEnumerable<double> Values => values;

    /// <inheritdoc />
    public double this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no metric '{key}'.");

    /// <inheritdoc />
    public bool ContainsKey(string key) => Array.IndexOf(names, key) >= 0;

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        var place = Array.IndexOf(names, key);
        value = place >= 0 ? values[place] : default;
        return place >= 0;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++)
        {
            yield return KeyValuePair.Create(names[i], values[i]);
        }
    }

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gathers values as they are read.</summary>
    private ref struct Builder
    {
        private readonly List<double> values = [];
        private List<string>? own; // null = so far the names are those that are known

        /// <summary>Nothing yet.</summary>
        public Builder()
        {
        }

        /// <summary>The name at which a reader stands, which is not made again where it is known.</summary>
        /// <exception cref="JsonException">It stood there before.</exception>
        public void AddName(ref Utf8JsonReader reader)
        {
            var place = values.Count;
            if (own is null && known is { } table && place < table.Length && reader.ValueTextEquals(table[place]))
            {
                return;
            }

            own ??= [.. known.AsSpan()[..place]];
            var name = reader.GetString()!;
            own.Add(own.Contains(name) ? throw new JsonException($"The metric '{name}' stands there twice.") : name);
        }

        /// <summary>The value of the name before.</summary>
        public readonly void AddValue(double value) => values.Add(value);

        /// <summary>All of them.</summary>
        public readonly MetricValues Build()
        {
            if (own is null && known is { } table && table.Length == values.Count)
            {
                return new MetricValues(table, [.. values]);
            }

            return new MetricValues(known = own?.ToArray() ?? [.. known.AsSpan()[..values.Count]], [.. values]);
        }
    }

    /// <summary>Reads them from an object of JSON, and writes what has their shape.</summary>
    public sealed class Converter : JsonConverter<IReadOnlyDictionary<string, double>>
    {
        /// <inheritdoc />
        public override IReadOnlyDictionary<string, double> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("Values by metric are an object.");
            }

            var builder = new Builder();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                builder.AddName(ref reader);
                reader.Read();
                builder.AddValue(reader.TokenType switch
                {
                    JsonTokenType.Number => reader.GetDouble(),
                    JsonTokenType.String when reader.GetString() is "NaN" or "Infinity" or "-Infinity" =>
                        double.Parse(reader.GetString()!, CultureInfo.InvariantCulture),
                    _ => throw new JsonException("A metric's value is a number."),
                });
            }

            return builder.Build();
        }

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, double> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, number) in value)
            {
                writer.WritePropertyName(name);
                if (double.IsFinite(number))
                {
                    writer.WriteNumberValue(number);
                }
                else
                {
                    writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                }
            }

            writer.WriteEndObject();
        }
    }
}
