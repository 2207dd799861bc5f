using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Coordinator.Api.Documentation;

/// <summary>What the OpenAPI document says of a route beyond its path: said where the route is mapped.</summary>
internal static class RouteDocumentation
{
    /// <summary>Media type of the answers to errors (RFC 9457).</summary>
    public const string ProblemType = "application/problem+json";

    /// <summary>Names a route and says what it is for.</summary>
    /// <param name="route">Which.</param>
    /// <param name="name">A verb and a noun in camelCase: generators of clients make a method of it.</param>
    /// <param name="tag">Under which heading it stands.</param>
    /// <param name="summary">One line.</param>
    /// <param name="problems">The states of its problems, beside those of access.</param>
    public static RouteHandlerBuilder Document(
        this RouteHandlerBuilder route, string name, string tag, string summary, params int[] problems)
    {
        foreach (var status in problems)
        {
            route.Produces<ProblemDetails>(status, ProblemType);
        }
        return route.WithName(name).WithTags(tag).WithSummary(summary);
    }

    /// <summary>What it answers when nothing is wrong, in JSON.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<T>(status, "application/json");

    /// <summary>It takes a body of JSON.</summary>
    /// <remarks>Not Accepts: routing would then refuse other bodies by itself, before access is looked at and without a word.</remarks>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, T example) => route.WithMetadata(
        new DocumentedBody(typeof(T), "application/json", JsonSerializer.SerializeToNode(example, WireJson.Options)));

    /// <summary>It takes a body of bytes.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder route) =>
        route.WithMetadata(new DocumentedBody(typeof(Stream), "application/octet-stream", null));

    /// <summary>It looks at a header.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, string header, string description, bool required = false) =>
        route.WithMetadata(new DocumentedHeader(header, description, required));
}

/// <summary>A request's body.</summary>
internal sealed record DocumentedBody(Type Type, string MediaType, JsonNode? Example);

/// <summary>A request's header.</summary>
internal sealed record DocumentedHeader(string Name, string Description, bool Required);
