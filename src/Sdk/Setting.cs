namespace Orchestrator.Sdk;

/// <summary>A hyper-parameter of a model: a number from <see cref="Low"/> to <see cref="High"/>, or one of <see cref="Choices"/>.</summary>
public sealed record Setting
{
    private Setting(string name, string summary) => (Name, Summary) = (name, summary);

    /// <summary>What a sweep file calls it: letters, digits and underscores.</summary>
    public string Name { get; }

    /// <summary>One line about it.</summary>
    public string Summary { get; }

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>Its value where a sweep says nothing; of choices the first is.</summary>
    public double Default { get; private init; }

    /// <summary>The least value that makes sense, far lower than what one searches.</summary>
    public double Low { get; private init; }

    /// <summary>The largest value that makes sense.</summary>
    public double High { get; private init; }

    /// <summary>The words that it can be; null = it is a number.</summary>
    public IReadOnlyList<string>? Choices { get; private init; }

    /// <summary>What is searched where a sweep names no space; null = it stays at its default.</summary>
    public SearchedRange? Range { get; private init; }

    /// <summary>A whole number.</summary>
    public static Setting Whole(string name, long standard, long low, long high, string summary) =>
        new(name, summary) { IsWhole = true, Default = standard, Low = low, High = high };

    /// <summary>A real number.</summary>
    public static Setting Real(string name, double standard, double low, double high, string summary) =>
        new(name, summary) { Default = standard, Low = low, High = high };

    /// <summary>One of several words, the first being the default.</summary>
    public static Setting Choice(string name, string summary, params string[] choices) => new(name, summary) { Choices = choices };

    /// <summary>The same, searched from <paramref name="low"/> to <paramref name="high"/> where a sweep names no space.</summary>
    public Setting Searched(double low, double high, bool log = false) => this with { Range = new SearchedRange(low, high, log) };

    /// <summary>The same, searched over all its choices where a sweep names no space.</summary>
    public Setting Searched() => this with { Range = new SearchedRange(Low, High, Log: false) };
}

/// <summary>What is searched of a number.</summary>
/// <param name="Low">From here.</param>
/// <param name="High">To here.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
public sealed record SearchedRange(double Low, double High, bool Log);
