namespace Orchestrator.Journal.Tests;

internal static class Events
{
    public static JournalEvent[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new JournalEvent("counted/1", $"{{\"n\":{i}}}", DateTimeOffset.UnixEpoch.AddSeconds(i)))];
}
