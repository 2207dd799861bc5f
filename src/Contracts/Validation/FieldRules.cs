using System.Globalization;
using FluentValidation;
using FluentValidation.Results;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Contracts.Validation;

/// <summary>Rules of single fields. Each says what is allowed in the same words; the failure's state is a sentence and what was
/// found.</summary>
internal static class FieldRules
{
    private const int LongestShown = 80;

    /// <summary>The rule that a value keeps, as the end of the sentence <c>'field' is ..., not 'value'.</c></summary>
    public static IRuleBuilderOptions<T, TValue> Is<T, TValue>(this IRuleBuilder<T, TValue> rule, Func<TValue, bool> holds, string words) =>
        rule.Must(holds).WithState((_, value) => new Complaint($"'{{field}}' is {words}, not {{found}}.", Shown(value)));

    public static IRuleBuilderOptions<T, int> Within<T>(this IRuleBuilder<T, int> rule, WholeRange range) =>
        rule.Is(v => range.Contains(v), range.Words);

    public static IRuleBuilderOptions<T, int?> Within<T>(this IRuleBuilder<T, int?> rule, WholeRange range) =>
        rule.Is(v => v is not { } number || range.Contains(number), range.Words);

    public static IRuleBuilderOptions<T, long> Within<T>(this IRuleBuilder<T, long> rule, WholeRange range) =>
        rule.Is(range.Contains, range.Words);

    public static IRuleBuilderOptions<T, double> Within<T>(this IRuleBuilder<T, double> rule, RealRange range) =>
        rule.Is(range.Contains, range.Words);

    public static IRuleBuilderOptions<T, double?> Within<T>(this IRuleBuilder<T, double?> rule, RealRange range) =>
        rule.Is(v => v is not { } number || range.Contains(number), range.Words);

    /// <summary>A value has to be there. Null comes from whoever builds a definition in code: JSON without it is not read at all.</summary>
    public static IRuleBuilderOptions<T, TValue> IsThere<T, TValue>(this IRuleBuilder<T, TValue> rule) =>
        rule.NotNull().WithState((_, _) => new Complaint("'{field}' is missing."));

    /// <summary>A text of one line.</summary>
    public static IRuleBuilderOptions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Is(text => text is null || IsText(text, longest), $"a text of 1 to {longest} characters without control characters");

    public static bool IsText(string text, int longest) => text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl);

    /// <summary>One of the words that a registry knows.</summary>
    public static IRuleBuilderOptions<T, string> IsOneOf<T>(this IRuleBuilder<T, string> rule, IEnumerable<string> allowed, string what)
    {
        string[] words = [.. allowed];
        return rule.Must(word => word is null || words.Contains(word)).WithState((_, word) => Unknown(what, word, words));
    }

    /// <summary>One of the values of an enumeration: JSON and code can hold others.</summary>
    public static IRuleBuilderOptions<T, TValue> IsDefined<T, TValue>(this IRuleBuilder<T, TValue> rule) where TValue : struct, Enum =>
        rule.Is(Enum.IsDefined, $"one of {string.Join(", ", Enum.GetNames<TValue>().Select(n => n.ToLowerInvariant()))}");

    /// <summary>So many items.</summary>
    public static IRuleBuilderOptions<T, EquatableList<TItem>?> IsListOf<T, TItem>(
        this IRuleBuilder<T, EquatableList<TItem>?> rule, int fewest, int most) =>
        rule.Must(list => list is null || (list.Count >= fewest && list.Count <= most))
            .WithState((_, list) =>
                new Complaint($"'{{field}}' has {fewest} to {most} items, not {{found}}.", FormattableString.Invariant($"{list?.Count}")));

    /// <summary>A word that nobody knows.</summary>
    public static Complaint Unknown(string what, string word, IReadOnlyCollection<string> allowed, string place = "")
    {
        var advice = NearestWord.Find(word, allowed) is { } near ? $" Did you mean '{near}'?" : "";
        return new Complaint($"unknown {what} {{found}}{place}; allowed: {string.Join(", ", allowed)}.{advice}", Shown(word));
    }

    /// <summary>A value in quotes, cut where it is long.</summary>
    public static string Shown(object? value)
    {
        var text = value is null ? "nothing" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return value is null ? text : $"'{(text.Length > LongestShown ? text[..LongestShown] + "..." : text)}'";
    }

    /// <summary>Reports a field below the one that is looked at.</summary>
    public static void Report<T>(this ValidationContext<T> context, string path, Complaint complaint) =>
        context.AddFailure(
            new ValidationFailure(context.PropertyChain.BuildPropertyPath(path), complaint.Template) { CustomState = complaint });
}
