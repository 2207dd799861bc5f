using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Guesses what somebody meant to write.</summary>
internal static class NearestWord
{
    /// <summary>The allowed word that is fewest edits away, upper and lower case alike, when that is at most a third of its length (and at least one edit); else null.</summary>
    public static string? Find(string word, IEnumerable<string> allowed) =>
        allowed.Select(candidate => (Word: candidate, Distance: EditDistance.Between(word, candidate)))
            .Where(c => c.Distance <= Math.Max(1, c.Word.Length / 3))
            .OrderBy(c => c.Distance).Select(c => c.Word).FirstOrDefault();
}
