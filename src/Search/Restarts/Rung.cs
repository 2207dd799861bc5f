using System.Globalization;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Search.Restarts;

/// <summary>A rung of successive halving at which all trials of a bracket have arrived: who goes on.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">Rungs of the bracket.</param>
/// <param name="Epoch">The epoch at which it stands, from 1.</param>
/// <param name="Keep">How many go on.</param>
public sealed record Rung(int Number, int Of, int Epoch, int Keep)
{
    /// <summary>Everyone's place, the best first. A function of the losses alone, whoever arrived first; of equals the lower number is
    /// better.</summary>
    /// <param name="arrived">Trials and their mean losses, finite, in any order.</param>
    /// <param name="words">How scores are told.</param>
    public IReadOnlyList<RungPlace> Judge(IReadOnlyList<(int Trial, double Loss)> arrived, ScoreWords words)
    {
        (int Trial, double Loss)[] ranked = [.. arrived.OrderBy(a => a.Loss).ThenBy(a => a.Trial)];
        var last = ranked[Math.Min(Keep, ranked.Length) - 1];
        return
        [
            .. ranked.Select((a, i) => new RungPlace(a.Trial, i + 1, a.Loss, i < Keep ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"Rung {Number} of {Of}, epoch {Epoch}: place {i + 1} of {ranked.Length}, mean {words.Metric} {words.Of(a.Loss)}; "
                + $"the best {Keep} go on, the last of them, trial {last.Trial}, with {words.Of(last.Loss)}."))),
        ];
    }
}

/// <summary>A trial's place at a rung.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Place">From 1.</param>
/// <param name="Loss">Mean over its folds; smaller is better.</param>
/// <param name="Reason">Why it is pruned; null = it goes on.</param>
public sealed record RungPlace(int Trial, int Place, double Loss, string? Reason);
