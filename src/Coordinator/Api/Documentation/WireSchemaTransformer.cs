using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;

namespace Orchestrator.Coordinator.Api.Documentation;

/// <summary>Describes what is written by converters of our own, and leaves what may be null out of what must be there: the dialect
/// writes no nulls.</summary>
internal sealed partial class WireSchemaTransformer : IOpenApiSchemaTransformer
{
    /// <inheritdoc />
    public async Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        schema.Description = OneLine(schema.Description);
        if (type == typeof(Constraint))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description = "A condition on the parameters, such as 'n * x <= 32'.";
        }
        else if (type == typeof(ParameterValue))
        {
            (schema.Type, schema.Description) = (null, "A number, or the name of a category.");
            schema.OneOf = [new OpenApiSchema { Type = JsonSchemaType.Number }, new OpenApiSchema { Type = JsonSchemaType.String }];
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>))
        {
            (schema.Type, schema.Properties) = (JsonSchemaType.Array, null);
            schema.Items = await context.GetOrCreateSchemaAsync(type.GenericTypeArguments[0], null, cancellationToken)
                .ConfigureAwait(false);
        }
        else if (type == typeof(double) || type == typeof(double?))
        {
            schema.Type = null; // what its alternatives say: a number, or the name of one that is not finite
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            schema.Required?.ExceptWith(context.JsonTypeInfo.Properties.Where(MayBeAbsent).Select(property => property.Name));
        }
    }

    // A comment in the code is broken into lines anywhere.
    private static string? OneLine(string? comment) => comment is null ? null : LineBreak().Replace(comment, " ");

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();

    private static bool MayBeAbsent(JsonPropertyInfo property) =>
        property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;
}
