using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>Writes a <see cref="ParameterValue"/> as a JSON number or string.</summary>
public sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc />
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => ParameterValue.Of(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => ParameterValue.Of(number),
            _ => throw new JsonException("A value of a hyper-parameter is a finite number or a text."),
        };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.IsText)
        {
            writer.WriteStringValue(value.Text);
        }
        else
        {
            writer.WriteNumberValue(value.Number);
        }
    }
}
