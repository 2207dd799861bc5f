using System.Globalization;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>Runs something as in a country that writes 1.234,5 and −1.</summary>
/// <remarks>Made by hand: the product runs without the system's cultures, and a test machine may not have them.</remarks>
internal static class Foreign
{
    public static T Run<T>(Func<T> action)
    {
        var before = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator, german.NumberFormat.NegativeSign) =
            (",", ".", "−");
        (german.DateTimeFormat.DateSeparator, german.DateTimeFormat.TimeSeparator) = (".", "-");
        try
        {
            CultureInfo.CurrentCulture = german;
            1.5.ToString().ShouldBe("1,5"); // or the test would show nothing
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
