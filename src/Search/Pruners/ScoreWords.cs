using System.Globalization;

namespace Orchestrator.Search.Pruners;

/// <summary>Losses in the words of the user's metric: a loss of -0.4 is an accuracy of 0.4.</summary>
/// <param name="Metric">What the user calls it.</param>
/// <param name="LargerIsBetter">Whether the loss is the score turned round.</param>
public sealed record ScoreWords(string Metric, bool LargerIsBetter)
{
    /// <summary>The loss itself.</summary>
    public static ScoreWords OfLoss { get; } = new("loss", LargerIsBetter: false);

    /// <summary>On which side of a limit what is worse lies: <c>above</c> or <c>below</c>.</summary>
    public string Beyond => LargerIsBetter ? "below" : "above";

    /// <summary>The score of a loss, to four digits.</summary>
    public string Of(double loss) => (LargerIsBetter ? -loss : loss).ToString("G4", CultureInfo.InvariantCulture);
}
