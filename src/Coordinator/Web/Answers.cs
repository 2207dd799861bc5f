using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Coordinator.Web;

/// <summary>The API's answers: values in the one JSON dialect, problems as RFC 9457 problem details.</summary>
internal static class Answers
{
    public static IResult Value<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, WireJson.Options, statusCode: status);

    public static IResult NoSweep(SweepId sweep) => Problem(StatusCodes.Status404NotFound, $"There is no sweep '{sweep}'.");

    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    public static IResult OutOfRange(Dictionary<string, string[]> problems) => Results.ValidationProblem(
        problems, string.Join(" ", problems.Select(p => $"{p.Key}: {string.Join("; ", p.Value)}.")), title: "The sweep cannot be run as defined.");
}
