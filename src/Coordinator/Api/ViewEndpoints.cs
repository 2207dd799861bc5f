using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api.Documentation;

namespace Orchestrator.Coordinator.Api;

/// <summary>The routes of what pages show: answers whose size does not grow with the sweep.</summary>
internal sealed class ViewEndpoints(ISweepViews views)
{
    private const string Tag = "Views";
    private const int MostCurves = 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{id}", OverviewAsync)
            .Document("getSweep", Tag, "How a sweep goes: progress, the best trial, what runs, what failed.",
                StatusCodes.Status404NotFound)
            .Answers<SweepOverview>();
        routes.MapGet("/sweeps/{id}/trials", TrialsAsync)
            .Document("listTrials", Tag, "Trials of a sweep, sorted, filtered and page by page.",
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Answers<TrialPage>();
        routes.MapGet("/sweeps/{id}/trials/{number:int}", TrialAsync)
            .Document("getTrial", Tag, "One trial with its folds, attempts and learning curves.", StatusCodes.Status404NotFound)
            .Answers<TrialDetails>();
        routes.MapGet("/sweeps/{id}/trials/{number:int}/log", LogAsync)
            .Document("getTrialLog", Tag, "What workers printed during a trial's attempts: of each the first lines and the last.",
                StatusCodes.Status404NotFound)
            .Answers<TrialLog>();
        routes.MapGet("/sweeps/{id}/compare", CompareAsync)
            .Document("compareTrials", Tag, "Trials beside each other, such as ?trial=3&trial=5&trial=splice-2:7.",
                StatusCodes.Status400BadRequest)
            .Answers<TrialComparison>();
        routes.MapGet("/sweeps/{id}/figures/{name}", FigureAsync)
            .Document("getFigure", Tag, "A figure as data: what 'orchestrator plot' draws.",
                StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity)
            .Answers<Figure>();
    }

    private async Task<IResult> OverviewAsync(string id, CancellationToken cancellationToken) =>
        Found(new SweepId(id), await views.OverviewAsync(new SweepId(id), cancellationToken));

    private async Task<IResult> TrialsAsync(
        string id, string? sort, bool? descending, string? filter, string[]? status, int? from, int? count,
        CancellationToken cancellationToken)
    {
        var statuses = new List<WorkStatus>();
        foreach (var word in status ?? [])
        {
            if (!Enum.TryParse<WorkStatus>(word, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            {
                return ApiResults.Problem(StatusCodes.Status400BadRequest,
                    $"There is no status '{word}'; there are {string.Join(", ", Enum.GetNames<WorkStatus>()).ToLowerInvariant()}.");
            }

            statuses.Add(known);
        }

        try
        {
            var query = new TrialQuery(sort, descending ?? false, filter, statuses, from ?? 0, count ?? new TrialQuery().Count);
            return Found(new SweepId(id), await views.TrialsAsync(new SweepId(id), query, cancellationToken));
        }
        catch (UserError e)
        {
            return ApiResults.Problem(StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private async Task<IResult> TrialAsync(string id, int number, CancellationToken cancellationToken) =>
        await views.TrialAsync(new SweepId(id), number, cancellationToken) is { } trial ? ApiResults.Value(trial)
            : NoTrial(id, number);

    private async Task<IResult> LogAsync(string id, int number, string? fold, int? attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await views.LogAsync(new SweepId(id), number, new LogQuery(fold, attempt), cancellationToken) is { } log
                ? ApiResults.Value(log) : NoTrial(id, number);
        }
        catch (UserError e)
        {
            return ApiResults.Problem(StatusCodes.Status404NotFound, e.Message);
        }
    }

    private async Task<IResult> CompareAsync(string id, string[]? trial, CancellationToken cancellationToken)
    {
        var wanted = new List<TrialReference>();
        foreach (var word in trial ?? [])
        {
            if (TrialReference.Parse(word, new SweepId(id)) is not { } reference)
            {
                return ApiResults.Problem(StatusCodes.Status400BadRequest,
                    $"'{word}' names no trial: send the number of one of this sweep, or SWEEP:NUMBER of another.");
            }

            wanted.Add(reference);
        }

        return ApiResults.Value(await views.CompareAsync(wanted, cancellationToken));
    }

    private async Task<IResult> FigureAsync(
        string id, string name, string? objective, int? trials, string? measure, int[]? trial, CancellationToken cancellationToken)
    {
        try
        {
            var request = new FigureRequest(
                name, objective, Math.Clamp(trials ?? 5, 1, MostCurves), measure,
                trial is { Length: > 0 } ? trial.Take(MostCurves).ToEquatableList() : null);
            return Found(new SweepId(id), await views.FigureAsync(new SweepId(id), request, cancellationToken));
        }
        catch (UserError e)
        {
            return ApiResults.Problem(StatusCodes.Status422UnprocessableEntity, e.Message);
        }
    }

    private static IResult NoTrial(string id, int number) =>
        ApiResults.Problem(StatusCodes.Status404NotFound, $"There is no trial {number} of a sweep '{id}'.");

    private static IResult Found<T>(SweepId sweep, T? view) where T : class =>
        view is null ? ApiResults.NoSweep(sweep) : ApiResults.Value(view);
}
