using System.Runtime.ExceptionServices;

namespace Orchestrator.Plugins.Adapters;

/// <summary>Asks what runs in the coordinator, and does not wait for ever. What does not answer keeps its thread until the process
/// ends.</summary>
internal static class TimeLimit
{
    /// <summary>For a suggestion, beside which a sweep goes on.</summary>
    public static TimeSpan OfSuggestion { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For a verdict, on which a sweep waits.</summary>
    public static TimeSpan OfVerdict { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The answer.</summary>
    /// <param name="who">Part and plug-in, for the message.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="ask">Asks.</param>
    /// <exception cref="PluginFailedException">It threw, or has not answered in time.</exception>
    public static T Ask<T>(string who, TimeSpan limit, Func<T> ask)
    {
        var (answer, thrown) = (default(T), (ExceptionDispatchInfo?)null);
        var thread = new Thread(() =>
        {
            try
            {
                answer = ask();
            }
            // Whatever it was: on this thread nobody else would catch it.
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = who };
        thread.Start();
        if (!thread.Join(limit))
        {
            throw new PluginFailedException(who,
                FormattableString.Invariant($"has not answered within {limit.TotalSeconds:0.##} seconds."));
        }

        return thrown is null ? answer!
            : throw (thrown.SourceException as PluginFailedException ?? PluginFailedException.Of(who, thrown.SourceException));
    }
}
