namespace Orchestrator.Cli.SweepFiles;

/// <summary>Guesses what somebody meant to write.</summary>
internal static class NearestWord
{
    /// <summary>The allowed word that is fewest edits away, upper and lower case alike, when that is at most a third of its length (and at least one edit); else null.</summary>
    public static string? Find(string word, IEnumerable<string> allowed) =>
        allowed.Select(candidate => (Word: candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(c => c.Distance <= Math.Max(1, c.Word.Length / 3))
            .OrderBy(c => c.Distance).Select(c => c.Word).FirstOrDefault();

    // Insertions, deletions, substitutions and exchanges of neighbours (Damerau 1964), each an edit.
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }
}
