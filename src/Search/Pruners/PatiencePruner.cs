using System.Globalization;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Search.Pruners;

/// <summary>Stops a trial whose loss has not improved for a number of epochs.</summary>
public sealed class PatiencePruner : Pruner
{
    private readonly int patience;
    private readonly double leastGain;

    /// <param name="patience">Epochs without improvement that are borne, at least 1.</param>
    /// <param name="leastGain">Least decrease that counts, at least 0.</param>
    public PatiencePruner(int patience, double leastGain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(leastGain);
        (this.patience, this.leastGain) = (patience, leastGain);
    }

    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request)
    {
        var (best, since) = (double.PositiveInfinity, 0);
        foreach (var loss in request.Current.Losses)
        {
            var improves = loss < best - leastGain || (double.IsPositiveInfinity(best) && double.IsFinite(loss));
            (best, since) = improves ? (loss, 0) : (best, since + 1);
        }

        return since >= patience
            ? Verdict.Prune(
                string.Create(CultureInfo.InvariantCulture, $"no improvement of more than {leastGain:G3} on {request.Words.Metric} ")
                    + $"{request.Words.Of(best)} for {Words.Count(since, "epoch")}")
            : Verdict.Continue;
    }
}
