using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;
using Orchestrator.Sweeps.External;

namespace Orchestrator.Coordinator.Api;

/// <summary>The routes of clients that train in loops of their own: ask for folds, and tell what came out.</summary>
internal sealed class ExternalEndpoints(IExternalTrials trials)
{
    private const string Tag = "Ask and tell";
    private const string Refused = "This cannot be asked for or told.";

    private static readonly Dictionary<string, double> Example = new() { ["accuracy"] = 0.93 };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sweeps/{id}/suggestions", AskAsync).RequireAuthorization(AccessPolicies.Managing)
            .Document("askFolds", Tag, "Leases folds to a client that trains them; nothing where nothing waits.",
                StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType)
            .Takes(new Asking("gpu7-4711", "8c1f2a", Wait: 20))
            .Answers<Asked>()
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity);
        Tell("heartbeat", BeatAsync, "keepAttempt", "Tells that the client lives, and keeps its lease.", new Nothing());
        Tell("values", MeasureAsync, "reportValues", "Tells the values of an epoch, which pruners look at, and keeps the lease.",
            new Reporting(3, Example));
        Tell("result", CompleteAsync, "tellResult", "Tells the result. Told twice, it counts once; told by an attempt whose lease is over, "
            + "it is refused.", new Telling(Example, Epoch: 12, Epochs: 20));
        Tell("failure", FailAsync, "tellFailure", "Tells that training failed: the fold is tried again as often as the sweep allows.",
            new Failing("The loss could not be computed: the matrix is singular."));
        Tell("release", ReleaseAsync, "releaseAttempt", "Gives a fold back, at no cost: another client gets it.", new Nothing());

        void Tell<T>(string verb, Delegate handler, string name, string summary, T example) =>
            routes.MapPost($"/sweeps/{{id}}/attempts/{{attempt}}/{verb}", handler).RequireAuthorization(AccessPolicies.Managing)
                .Document(name, Tag, summary, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
                    StatusCodes.Status415UnsupportedMediaType)
                .Takes(example)
                .Answers<AttemptStanding>()
                .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private Task<IResult> AskAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        FindAsync(id, async (sweep, _) =>
        {
            var asking = await BodyReader.ReadAsync<Asking>(context.Request.Body, cancellationToken);
            if (AskRules.Problems(asking).ToArray() is { Length: > 0 } problems)
            {
                return ApiResults.Invalid(problems, Refused);
            }

            // A server that stops waits for its answers, and shall not wait for this one.
            var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
            try
            {
                return ApiResults.Value(await trials.AskAsync(sweep, asking, ending.Token));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw new TimeoutException("This coordinator is about to stop: ask another one, or later.");
            }
        }, cancellationToken);

    private Task<IResult> BeatAsync(string id, string attempt, HttpRequest request, CancellationToken cancellationToken) =>
        TellAsync<Nothing>(id, attempt, request, static (_, _, _) => (null, []), cancellationToken);

    private Task<IResult> MeasureAsync(string id, string attempt, HttpRequest request, CancellationToken cancellationToken) =>
        TellAsync<Reporting>(id, attempt, request,
            static (told, of, body) => (told.Measured(of, body, out var problems), problems), cancellationToken);

    private Task<IResult> CompleteAsync(string id, string attempt, HttpRequest request, CancellationToken cancellationToken) =>
        TellAsync<Telling>(id, attempt, request,
            static (told, of, body) => (told.Completed(of, body, out var problems), problems), cancellationToken);

    private Task<IResult> FailAsync(string id, string attempt, HttpRequest request, CancellationToken cancellationToken) =>
        TellAsync<Failing>(id, attempt, request,
            static (told, of, body) => (told.Failed(of, body, out var problems), problems), cancellationToken);

    private Task<IResult> ReleaseAsync(string id, string attempt, HttpRequest request, CancellationToken cancellationToken) =>
        TellAsync<Nothing>(id, attempt, request, static (told, of, _) => (told.Released(of), []), cancellationToken);

    private Task<IResult> TellAsync<T>(
        string id, string attempt, HttpRequest request,
        Func<ToldValues, AttemptId, T, (WorkerMessage? Message, IReadOnlyList<DefinitionProblem> Problems)> read,
        CancellationToken cancellationToken) where T : class =>
        FindAsync(id, async (sweep, definition) =>
        {
            var body = await BodyReader.ReadAsync<T>(request.Body, cancellationToken);
            if (AttemptName.Parse(attempt) is not { } known)
            {
                return ApiResults.Problem(StatusCodes.Status404NotFound, $"Sweep '{sweep}' has no attempt '{attempt}'.");
            }

            var (message, problems) = read(new ToldValues(sweep, definition), known, body);
            if (problems.Count > 0)
            {
                return ApiResults.Invalid(problems, Refused);
            }

            var standing = await trials.ReportAsync(sweep, known, message, cancellationToken);
            return standing.Stage == AttemptStage.Unknown ? ApiResults.Problem(StatusCodes.Status404NotFound, standing.Reason!)
                : message is FoldCompleted done && ToldResults.Objection(standing, done.Result) is { } objection
                    ? ApiResults.Problem(StatusCodes.Status409Conflict, objection)
                : ApiResults.Value(standing);
        }, cancellationToken);

    private async Task<IResult> FindAsync(
        string id, Func<SweepId, SweepDefinition, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        var sweep = new SweepId(id);
        try
        {
            return await trials.FindAsync(sweep, cancellationToken) is { } definition
                ? await answer(sweep, definition) : ApiResults.NoSweep(sweep);
        }
        catch (SweepRefusedException e)
        {
            return ApiResults.Problem(StatusCodes.Status409Conflict, e.Message);
        }
        catch (InvalidDefinitionException e)
        {
            return ApiResults.Invalid(e.Problems, Refused);
        }
    }
}
