using Orchestrator.Contracts.Validation;

namespace Orchestrator.Dashboard.Text;

/// <summary>What went wrong, for who looks at the page.</summary>
internal static class Sentence
{
    /// <summary>Whether it is nobody's mistake but the program's, and does not pass.</summary>
    public static bool IsFault(Exception problem) => problem is not (UserError or TimeoutException)
        && problem.GetType().Name is not ("JournalException" or "SweepRefusedException");

    /// <summary>The message where it is meant for users; of anything else that it is a fault, without its inside.</summary>
    public static string Of(Exception problem) => problem switch
    {
        _ when !IsFault(problem) => problem.Message,
        _ => $"Something went wrong on the server ({problem.GetType().Name}). Load the page again; if it stays, its log says more.",
    };
}
