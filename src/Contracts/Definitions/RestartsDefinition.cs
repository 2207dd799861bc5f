using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Definitions;

/// <summary>
/// Successive halving over what is drawn (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
/// AISTATS 2016): trials b * <paramref name="Of"/> and the following are a bracket, that is one configuration with so many draws. Rung r
/// lets the best <c>Keep[r]</c> of a bracket go on, once all of its trials have come to epoch <c>AtEpoch[r]</c>.
/// </summary>
/// <param name="Of">Trials of a bracket, at least 2.</param>
/// <param name="Keep">How many go on from each rung, at least 1, fewer from one to the next and fewer than <paramref name="Of"/>.</param>
/// <param name="AtEpoch">The epoch of each rung, at least 1, later from one to the next, none beyond a fold's last.</param>
public sealed record RestartsDefinition(int Of, EquatableList<int> Keep, EquatableList<int> AtEpoch)
{
    /// <summary>The hyper-parameter that numbers draws of initial weights; see <see cref="InputOrder"/>.</summary>
    public const string Restart = "restart";

    /// <summary>The hyper-parameter that numbers orders of the training rows. A number draws the same in every fold, every trial and the
    /// refit.</summary>
    public const string InputOrder = "input_order";

    /// <summary>Of the two settings: drawn for each trial and fold anew.</summary>
    public const int OwnDraw = -1;

    /// <summary>Both hyper-parameters.</summary>
    public static IReadOnlyList<string> Draws { get; } = [Restart, InputOrder];

    /// <summary>The rungs of a training of so many epochs: of those that it does not come to the last one stands at its end.</summary>
    public RestartsDefinition Within(int epochs)
    {
        var before = AtEpoch.Count(epoch => epoch < epochs);
        return AtEpoch[^1] <= epochs ? this
            : this with { Keep = [.. Keep.Take(before), Keep[^1]], AtEpoch = [.. AtEpoch.Take(before), epochs] };
    }
}
