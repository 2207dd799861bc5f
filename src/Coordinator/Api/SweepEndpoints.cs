using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Api;

/// <summary>The routes below <c>/sweeps</c>.</summary>
internal sealed class SweepEndpoints(ICoordinatorGateway gateway, TimeProvider time)
{
    private const string Tag = "Sweeps";
    private readonly SweepDefinitionValidator validator = new(gateway.Vocabulary);

    public void Map(IEndpointRouteBuilder routes)
    {
        MapReading(routes);
        routes.MapPost("/sweeps", SubmitAsync).RequireAuthorization(AccessPolicies.Managing)
            .Document("submitSweep", Tag, "Begins a sweep; journaled when this answers.",
                StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType)
            .Reads(SubmissionKey.Header, SubmissionKey.Rule)
            .Takes(SweepExamples.Definition)
            .Answers<Submitted>(StatusCodes.Status201Created)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity);
        Manage("cancel", CancelAsync, "cancelSweep", "Ends a sweep for good; what is done stays.", new Cancellation("wrong data"));
        Manage("pause", PauseAsync, "pauseSweep", "Lets a sweep start no further fold.", new Pausing("ada", "the cluster is needed"));
        Manage("resume", ContinueAsync, "resumeSweep", "Ends a pause.", new Continuation("ada"));

        void Manage<T>(string verb, Delegate handler, string name, string summary, T example) =>
            routes.MapPost($"/sweeps/{{id}}/{verb}", handler).RequireAuthorization(AccessPolicies.Managing)
                .Document(name, Tag, summary, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound,
                    StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType)
                .Takes(example)
                .Answers<SweepSummary>();
    }

    private void MapReading(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps", ListAsync)
            .Document("listSweeps", Tag, "All sweeps, the one that began last first.")
            .Answers<SweepSummary[]>();
        routes.MapGet("/sweeps/{id}", FindAsync)
            .Document("getSweep", Tag, "All that is known of a sweep.", StatusCodes.Status404NotFound)
            .Answers<SweepState>();
        routes.MapGet("/sweeps/{id}/trials/{number:int}", TrialAsync)
            .Document("getTrial", Tag, "One trial with its folds; trials are numbered from 0.", StatusCodes.Status404NotFound)
            .Answers<TrialState>();
        routes.MapGet("/sweeps/{id}/measurements", MeasurementsAsync)
            .Document("listMeasurements", Tag, "What a sweep, or one of its trials, measured epoch by epoch.",
                StatusCodes.Status404NotFound)
            .Answers<MeasurementRow[]>();
        routes.MapGet("/sweeps/{id}/watch", WatchAsync)
            .Document("watchSweep", Tag, "A sweep's events from its first, then what happens, as server-sent events.",
                StatusCodes.Status404NotFound)
            .Reads("Last-Event-ID", "Number of the last event that is known already: the stream begins behind it.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
    }

    private async Task<IResult> SubmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (SubmissionKey.Of(context.Request) is not { } key)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, SubmissionKey.Rule);
        }
        try
        {
            var definition = await DefinitionReader.ReadAsync(context.Request.Body, cancellationToken);
            var problems = await Task.Run(() => validator.Problems(definition), cancellationToken); // constraints are tried on many points
            if (problems.Count > 0)
            {
                return ApiResults.Invalid(problems);
            }
            var sweep = await gateway.SubmitAsync(definition, key, cancellationToken);
            context.Response.Headers.Location = $"/v1/sweeps/{sweep}";
            return ApiResults.Value(new Submitted(sweep), StatusCodes.Status201Created);
        }
        catch (InvalidDefinitionException e)
        {
            return ApiResults.Invalid(e.Problems);
        }
        catch (FormatException e)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (SweepRefusedException e)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private async Task<IResult> ListAsync(CancellationToken cancellationToken) => ApiResults.Value(
        (await gateway.ListAsync(cancellationToken)).OrderByDescending(s => s.StartedAt).ToArray());

    private async Task<IResult> FindAsync(string id, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        return await gateway.FindAsync(sweep, cancellationToken) is { } state ? ApiResults.Value(state) : ApiResults.NoSweep(sweep);
    }

    private async Task<IResult> TrialAsync(string id, int number, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        if (await gateway.FindAsync(sweep, cancellationToken) is not { } state)
        {
            return ApiResults.NoSweep(sweep);
        }

        return number >= 0 && number < state.Trials.Count
            ? ApiResults.Value(state.Trials[number])
            : ApiResults.Problem(StatusCodes.Status404NotFound,
                $"Sweep '{sweep}' has {state.Trials.Count} trials, numbered from 0; there is no trial {number}.");
    }

    private async Task<IResult> MeasurementsAsync(string id, int? trial, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        return await gateway.FindAsync(sweep, cancellationToken) is null
            ? ApiResults.NoSweep(sweep)
            : ApiResults.Value(await gateway.MeasurementsAsync(sweep, trial, cancellationToken));
    }

    private async Task<IResult> CancelAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<Cancellation>(request, cancellationToken);
        if (string.IsNullOrWhiteSpace(body?.Reason))
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, """The journal keeps why a sweep was cancelled: send {"reason": "..."}.""");
        }

        return await ManageAsync(id, sweep => gateway.CancelAsync(sweep, body.Reason, cancellationToken), cancellationToken);
    }

    private async Task<IResult> PauseAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<Pausing>(request, cancellationToken);
        return string.IsNullOrWhiteSpace(body?.By)
            ? Nobody() : await ManageAsync(id, sweep => gateway.PauseAsync(sweep, body, cancellationToken), cancellationToken);
    }

    private async Task<IResult> ContinueAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<Continuation>(request, cancellationToken);
        return string.IsNullOrWhiteSpace(body?.By)
            ? Nobody() : await ManageAsync(id, sweep => gateway.ContinueAsync(sweep, body, cancellationToken), cancellationToken);
    }

    // The answer is the sweep as it is then: a client has no need to guess what its command did.
    private async Task<IResult> ManageAsync(string id, Func<SweepId, Task> manage, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        if (await gateway.FindAsync(sweep, cancellationToken) is not { } state)
        {
            return ApiResults.NoSweep(sweep);
        }

        if (state.Ended)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, $"Sweep '{sweep}' has ended already: {state.Ending}");
        }

        await manage(sweep);
        return await gateway.FindAsync(sweep, cancellationToken) is { } after
            ? ApiResults.Value(after.Summarize()) : ApiResults.NoSweep(sweep);
    }

    private static IResult Nobody() =>
        ApiResults.Problem(StatusCodes.Status400BadRequest, """The journal keeps who paused a sweep or let it go on: send {"by": "...", "reason": "..."}.""");

    // Null when the body is not what it should be.
    private static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<IResult> WatchAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        if (await gateway.FindAsync(sweep, cancellationToken) is null)
        {
            return ApiResults.NoSweep(sweep);
        }

        _ = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var stream = new NoticeStream(time).OfAsync(token => gateway.WatchAsync(sweep, token), after, stopping);
        return TypedResults.ServerSentEvents(stream);
    }
}
