using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Coordinator.Api;

/// <summary>The API's answers: values in the one JSON dialect, problems as RFC 9457 problem details.</summary>
internal static class ApiResults
{
    private const int MostTold = 20;

    public static IResult Value<T>(T value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, WireJson.Options, statusCode: status);

    public static IResult NoSweep(SweepId sweep) => Problem(StatusCodes.Status404NotFound, $"There is no sweep '{sweep}'.");

    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>All that is wrong with a body, by field; the first few in a sentence too, for clients that show no more.</summary>
    public static IResult Invalid(
        IReadOnlyList<DefinitionProblem> problems, string title = "The sweep cannot be run as defined.")
    {
        var rest = problems.Count - MostTold;
        return Results.ValidationProblem(
            problems.GroupBy(p => p.Path, p => p.Message).ToDictionary(g => g.Key, g => g.ToArray()),
            string.Join(' ', problems.Take(MostTold)) + (rest > 0 ? $" And {rest} more." : ""),
            statusCode: StatusCodes.Status422UnprocessableEntity, title: title);
    }
}
