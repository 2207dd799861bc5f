using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;
using Orchestrator.Dashboard.Access;
using Orchestrator.Dashboard.Text;

namespace Orchestrator.Dashboard.Tabs;

/// <summary>The table of trials as CSV: what is shown, of all pages.</summary>
internal static class TrialsFile
{
    /// <summary>Its address.</summary>
    public static string Address(SweepId sweep, TrialRequest request) => request.At($"{Links.Sweep(sweep)}/trials.csv");

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sweeps/{id}/trials.csv", WriteAsync)
        .RequireAuthorization(DashboardPolicies.Reading).WithMetadata(PageMark.Instance).ExcludeFromDescription();

    /// <summary>A cell that a spreadsheet takes for what it is: text that would begin a formula gets an apostrophe in front.</summary>
    /// <remarks>OWASP, CSV injection. Numbers stay numbers, negative ones too.</remarks>
    public static string Harmless(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..]
            && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{cell}" : cell;

    private static async Task<IResult> WriteAsync(
        HttpContext context, ISweepViews views, string id, string? sort, string? order, string? find, string? status, string? columns,
        CancellationToken cancellationToken)
    {
        var (sweep, request) = (new SweepId(id), TrialRequest.Read(sort, order, find, status, columns));
        try
        {
            if (await views.OverviewAsync(sweep, cancellationToken) is not { } overview
                || await views.TrialsAsync(sweep, request.Query(0, TrialQuery.Most), cancellationToken) is not { } page)
            {
                return Results.Text($"There is no sweep '{id}'.", statusCode: StatusCodes.Status404NotFound);
            }

            var shown = request.Shown(TrialTable.Columns(overview.Definition));
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(sweep)}\"";
            await using var text = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await using var csv = CsvWriter.Create(text, new CsvWriterOptions(), leaveOpen: true);
            await WriteRowAsync(csv, shown.Select(column => column.Title), cancellationToken);
            for (var from = 0; ;)
            {
                foreach (var row in page.Rows)
                {
                    await WriteRowAsync(csv, shown.Select(column => column.Exact(row)), cancellationToken);
                }

                from += page.Rows.Count;
                if (page.Rows.Count == 0 || from >= page.Matching
                    || await views.TrialsAsync(sweep, request.Query(from, TrialQuery.Most), cancellationToken) is not { } next)
                {
                    return Results.Empty;
                }
                page = next;
            }
        }
        catch (UserError e)
        {
            return Results.Text(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static ValueTask WriteRowAsync(CsvWriter csv, IEnumerable<string> cells, CancellationToken cancellationToken) =>
        csv.WriteRecordAsync([.. cells.Select(Harmless)], cancellationToken);

    private static string FileName(SweepId sweep) =>
        string.Concat(sweep.Value.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' ? letter : '_')) + "-trials.csv";
}
