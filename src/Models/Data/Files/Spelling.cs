namespace Orchestrator.Models.Data.Files;

/// <summary>Turns a word that is not among the valid ones into advice.</summary>
internal static class Spelling
{
    private const int MostListed = 12;

    /// <summary>"Did you mean X? Valid are ...": the nearest word first, where one is near.</summary>
    public static string Choose(string word, IReadOnlyList<string> valid)
    {
        var listed = string.Join(", ", valid.Take(MostListed)) + (valid.Count > MostListed ? $" and {valid.Count - MostListed} more" : "");
        var nearest = valid.MinBy(candidate => Distance(word, candidate));
        return nearest is not null && Distance(word, nearest) <= Math.Max(2, word.Length / 3)
            ? $"Did you mean '{nearest}'? Valid are: {listed}"
            : $"Valid are: {listed}";
    }

    /// <summary>Levenshtein's edit distance, upper and lower case alike.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
