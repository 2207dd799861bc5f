using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Pruners;

/// <summary>
/// Hyperband: successive halving in several brackets, which differ in how long a trial is let be before its first rung; a trial competes
/// inside its bracket alone.
/// </summary>
/// <remarks>
/// Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, "Hyperband", JMLR 18, 2018. A trial's bracket is drawn from the seed and its number,
/// with probabilities in proportion to the brackets' numbers of trials.
/// </remarks>
public sealed class HyperbandPruner : Pruner
{
    private readonly HalvingPruner[] brackets;
    private readonly double[] shares;
    private readonly ulong seed;

    /// <param name="firstRung">Epochs of the shortest first rung, at least 1.</param>
    /// <param name="epochs">Most epochs of a fold, at least <paramref name="firstRung"/>.</param>
    /// <param name="reduction">eta, at least 2.</param>
    /// <param name="seed">The sweep's seed.</param>
    public HyperbandPruner(int firstRung, int epochs, int reduction, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, firstRung);
        this.seed = seed;
        var rungs = new List<HalvingPruner>();
        for (var rung = (long)firstRung; rung <= epochs; rung *= reduction)
        {
            rungs.Add(new HalvingPruner((int)rung, reduction));
        }

        brackets = [.. rungs];
        shares = [.. brackets.Select((_, b) =>
            Math.Ceiling(brackets.Length * Math.Pow(reduction, brackets.Length - 1 - b) / (brackets.Length - b)))];
    }

    /// <summary>Number of brackets.</summary>
    public int Brackets => brackets.Length;

    /// <summary>The bracket of a trial, 0 = the one that judges first.</summary>
    public int BracketOf(int trial)
    {
        var draw = new RandomStream(SeedSequence.Derive(seed, trial, -1, "bracket")).NextDouble() * shares.Sum();
        var bracket = 0;
        while (bracket < shares.Length - 1 && (draw -= shares[bracket]) >= 0)
        {
            bracket++;
        }

        return bracket;
    }

    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request)
    {
        var bracket = BracketOf(request.Current.Trial);
        var verdict = brackets[bracket]
            .Judge(request with { Others = [.. request.Others.Where(other => BracketOf(other.Trial) == bracket)] });
        return verdict.Prunes ? verdict with { Reason = $"bracket {bracket}: {verdict.Reason}" } : verdict;
    }
}
