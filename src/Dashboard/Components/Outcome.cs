using Microsoft.Extensions.Logging;
using MudBlazor;
using Orchestrator.Dashboard.Text;

namespace Orchestrator.Dashboard.Components;

/// <summary>Tells a visitor what came of an action.</summary>
internal static class Outcome
{
    /// <summary>Does it, and says its sentence, or why it could not be done.</summary>
    public static async Task TellAsync(ISnackbar snackbar, ILogger log, Func<Task<string>> act)
    {
        try
        {
            Say(snackbar, await act(), Severity.Success);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Faults.Note(log, e);
            Say(snackbar, Sentence.Of(e), Severity.Error);
        }
    }

    // As a fragment: a string would be shown as HTML, and sentences hold names that others chose.
    private static void Say(ISnackbar snackbar, string sentence, Severity severity) => snackbar.Add(
        builder => builder.AddContent(0, sentence), severity, shown => shown.RequireInteraction = severity == Severity.Error);
}
