using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Writes a <see cref="Constraint"/> as its text.</summary>
public sealed class ConstraintConverter : JsonConverter<Constraint>
{
    /// <inheritdoc />
    public override Constraint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new JsonException("A constraint is a text.");
        }

        var text = reader.GetString()!;
        try
        {
            return Constraint.Parse(text);
        }
        catch (ConstraintSyntaxException e)
        {
            throw new JsonException($"The constraint '{text}', column {e.Column}: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Constraint value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
