namespace Orchestrator.Contracts.Spelling;

/// <summary>Guesses what somebody meant to write.</summary>
public static class NearestWord
{
    // The distance takes time with the product of the lengths, and nobody mistypes that much.
    private const int Longest = 100;

    /// <summary>
    /// The allowed word that is fewest edits away, upper and lower case alike, when that is at most a third of its length (and at least one
    /// edit); else null.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> allowed) => word.Length > Longest ? null :
        allowed.Where(candidate => candidate.Length <= Longest)
            .Select(candidate => (Word: candidate, Distance: EditDistance.Between(word, candidate)))
            .Where(c => c.Distance <= Math.Max(1, c.Word.Length / 3))
            .OrderBy(c => c.Distance).Select(c => c.Word).FirstOrDefault();
}
