using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
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
        Manage("extend", ExtendAsync, "extendSweep", "Plans more trials, also for a sweep that has completed.", new Extension(40, "ada"));
        Manage("enqueue", EnqueueAsync, "enqueueTrial", "Queues a configuration that is tried next, before the search chooses on.",
            new Enqueueing(new Dictionary<string, ParameterValue>
            {
                ["learning_rate"] = ParameterValue.Of(0.001),
                ["filters"] = ParameterValue.Of(32),
            }, "ada"));

        routes.MapPost("/sweeps/{id}/clean", CleanAsync).RequireAuthorization(AccessPolicies.Managing)
            .Document("cleanSweep", Tag, "Deletes checkpoints that a sweep which has ended needs no longer.",
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
                StatusCodes.Status415UnsupportedMediaType)
            .Takes(new Cleaning(new ArtifactsDefinition(3), DryRun: true))
            .Answers<Cleaned>();

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
        routes.MapGet("/sweeps/{id}/state", FindAsync)
            .Document("getSweepState", Tag, "A sweep whole, as the coordinator holds it and the events of 'watch' change it: for clients "
                + "of the same version.", StatusCodes.Status404NotFound)
            .Answers<SweepState>();
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
            var submitted = await gateway.SubmitAsync(definition, key, cancellationToken);
            context.Response.Headers.Location = $"/v1/sweeps/{submitted.Sweep}";
            return ApiResults.Value(submitted, StatusCodes.Status201Created);
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
            return ApiResults.Problem(StatusCodes.Status400BadRequest,
                """The journal keeps why a sweep was cancelled: send {"reason": "..."}.""");
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

    private async Task<IResult> ExtendAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<Extension>(request, cancellationToken);
        if (string.IsNullOrWhiteSpace(body?.By) || body.Trials < 1)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest,
                """The journal keeps who planned more trials: send {"trials": 40, "by": "..."}.""");
        }

        try
        {
            return await ManageAsync(id, sweep => gateway.ExtendAsync(sweep, body, cancellationToken), cancellationToken,
                state => SweepExtension.Objection(state, body.Trials));
        }
        catch (SweepRefusedException e)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, e.Message);
        }
    }

    private async Task<IResult> EnqueueAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync<Enqueueing>(request, cancellationToken);
        if (string.IsNullOrWhiteSpace(body?.By) || body.Settings is null)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest,
                """The journal keeps who queued a trial: send {"settings": {"learning_rate": 0.001, ...}, "by": "..."}.""");
        }

        try
        {
            var wanted = Configuration.Empty;
            return await ManageAsync(id, sweep => gateway.EnqueueAsync(sweep, wanted, body, cancellationToken), cancellationToken, state =>
            {
                wanted = ConfigurationReader.Read(state.Definition.Space, body.Settings);
                return TrialQueue.Knows(state, body.Key) ? null : TrialQueue.Objection(state, wanted);
            });
        }
        catch (UserError e)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (SweepRefusedException e)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, e.Message);
        }
    }

    private async Task<IResult> CleanAsync(string id, HttpRequest request, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        if (await ReadAsync<Cleaning>(request, cancellationToken) is not { } body || body.Keep is { Best: < 0 })
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest,
                """Say whose checkpoints stay: {"keep": {"best": 3}}, {"keep": {}} for all, or {} for what the sweep says.""");
        }

        if (await gateway.FindAsync(sweep, cancellationToken) is null)
        {
            return ApiResults.NoSweep(sweep);
        }

        try
        {
            return ApiResults.Value(await gateway.CleanAsync(sweep, body, cancellationToken));
        }
        catch (SweepRefusedException e)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, e.Message);
        }
    }

    // The answer is the sweep as it is then: a client has no need to guess what its command did.
    private async Task<IResult> ManageAsync(
        string id, Func<SweepId, Task> manage, CancellationToken cancellationToken, Func<SweepState, string?>? objects = null)
    {
        var sweep = new SweepId(id);
        if (await gateway.FindAsync(sweep, cancellationToken) is not { } state)
        {
            return ApiResults.NoSweep(sweep);
        }

        var ended = state.Ended ? $"Sweep '{sweep}' has ended already: {state.Ending}" : null;
        if ((objects is null ? ended : objects(state)) is { } objection)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, objection);
        }

        await manage(sweep);
        return await gateway.FindAsync(sweep, cancellationToken) is { } after
            ? ApiResults.Value(after.Summarize()) : ApiResults.NoSweep(sweep);
    }

    private static IResult Nobody() =>
        ApiResults.Problem(StatusCodes.Status400BadRequest,
            """The journal keeps who paused a sweep or let it go on: send {"by": "...", "reason": "..."}.""");

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
