using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Coordinator.Tests.Api.Documentation;

/// <summary>The OpenAPI document tells all routes, and what it tells is so.</summary>
public sealed partial class ApiDocumentTests : DocumentTest
{
    private static readonly string[] Undescribed = ["openapi/", "docs"], ForEverybody = ["openapi/", "docs", "alive", "ready"];

    private IEnumerable<RouteEndpoint> Routes => Server.Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public async Task Every_route_is_described_with_its_answers()
    {
        var (paths, described) = ((await DocumentAsync())["paths"]!.AsObject(), 0);
        foreach (var route in Routes.Where(route => !BeginsWith(route, Undescribed)))
        {
            var path = PathOf(route);
            paths.ContainsKey(path).ShouldBeTrue($"{path} is not in the document");
            foreach (var method in MethodsOf(route))
            {
                var operation = paths[path]![method.ToLowerInvariant()].ShouldNotBeNull($"{method} {path} is not in the document");
                operation["summary"]?.GetValue<string>().ShouldNotBeNullOrWhiteSpace($"{method} {path} has no summary");
                var statuses = operation["responses"]!.AsObject().Select(response => response.Key).ToArray();
                statuses.ShouldContain(status => status.StartsWith('2'), $"{method} {path}");
                if (route.Metadata.GetOrderedMetadata<IAuthorizeData>().Count > 0)
                {
                    new[] { "401", "403" }.ShouldBeSubsetOf(statuses, $"{method} {path}");
                    operation["security"]![0]!.AsObject().ShouldContainKey("Bearer");
                }
                if (path.StartsWith("/v1/", StringComparison.Ordinal))
                {
                    statuses.ShouldContain("503", $"{method} {path}");
                }
                described++;
            }
        }
        paths.Sum(path => path.Value!.AsObject().Count).ShouldBe(described, "the document tells of routes that are not there");
    }

    [Fact]
    public async Task Names_of_operations_are_given_once() =>
        (await OperationsAsync()).Select(o => o.Operation["operationId"]!.GetValue<string>()).ShouldBeUnique();

    [Fact]
    public async Task The_requests_of_clients_that_train_are_told_with_their_bodies()
    {
        var told = (await OperationsAsync()).Where(o => o.Operation["tags"]?[0]?.GetValue<string>() == "Ask and tell").ToArray();
        told.Select(o => o.Operation["operationId"]!.GetValue<string>()).ShouldBe(
            ["askFolds", "keepAttempt", "reportValues", "tellResult", "tellFailure", "releaseAttempt"], ignoreOrder: true);
        told.ShouldAllBe(o => o.Method == "post" && o.Operation["requestBody"]!["content"]!["application/json"]!["schema"] != null
            && o.Operation["responses"]!.AsObject().ContainsKey("422"));
    }

    [Fact]
    public void What_changes_something_asks_for_more_than_reading()
    {
        foreach (var route in Routes.Where(route => !BeginsWith(route, ForEverybody)))
        {
            var policies = route.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(asked => asked.Policy).ToArray();
            policies.ShouldContain("reading", route.DisplayName);
            if (MethodsOf(route).Any(method => method is not ("GET" or "HEAD")))
            {
                policies.ShouldContain(policy => policy == "managing" || policy == "storing-artifacts", route.DisplayName);
            }
        }
    }

    [Fact]
    public async Task What_is_read_is_as_it_is_described()
    {
        var (document, compared) = (await DocumentAsync(), 0);
        foreach (var (path, method, operation) in await OperationsAsync())
        {
            if (method != "get" || operation["responses"]!["200"]!["content"]!["application/json"]?["schema"] is not { } schema)
            {
                continue;
            }
            var sample = path.Replace("{id}", ApiTest.Sweep.Value).Replace("{number}", "0").Replace("{name}", "history")
                + (path.EndsWith("/compare", StringComparison.Ordinal) ? "?trial=0&trial=0" : "");
            var answer = JsonNode.Parse(await Client.GetStringAsync(sample));
            new SchemaCheck(document).Flaws(answer, schema, sample).ShouldBeEmpty();
            compared++;
        }
        compared.ShouldBe(11, "list, sweep, state, trials, trial, log, comparison, figure, measurements, nodes, coordinator");
    }

    [Fact]
    public async Task A_check_of_schemas_would_find_what_is_missing()
    {
        var document = await DocumentAsync();
        var schema = document["components"]!["schemas"]!["NodeStatus"]!;
        new SchemaCheck(document).Flaws(JsonNode.Parse("""{"name":"a","slots":"four"}"""), schema, "node")
            .ShouldBe(["node: 'busy' is missing", "node/slots: a String, not integer"], ignoreOrder: true);
    }

    private async Task<IReadOnlyList<(string Path, string Method, JsonNode Operation)>> OperationsAsync() =>
    [
        .. (await DocumentAsync())["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!))),
    ];

    private static bool BeginsWith(RouteEndpoint route, string[] starts) =>
        starts.Any(start => route.RoutePattern.RawText!.TrimStart('/').StartsWith(start, StringComparison.Ordinal));

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>().ShouldNotBeNull(route.DisplayName).HttpMethods;

    // As OpenAPI writes it: without constraints and asterisks.
    private static string PathOf(RouteEndpoint route) =>
        "/" + Parameter().Replace(route.RoutePattern.RawText!.TrimStart('/'), "{$1}");

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
