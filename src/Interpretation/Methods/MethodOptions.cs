using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Interpretation.Methods;

/// <summary>The value of every option of a method: the one that was given, else its default.</summary>
public sealed class MethodOptions
{
    /// <summary>Most rows that are used.</summary>
    internal const string Rows = "rows";

    /// <summary>Which rows.</summary>
    internal const string RowSet = "row_set";

    /// <summary>Scale of the outputs.</summary>
    internal const string Output = "output";

    /// <summary>Most inputs that are tried one by one.</summary>
    internal const string Budget = "budget";

    /// <summary>What stands for nothing.</summary>
    internal const string Baseline = "baseline";

    private readonly OrderedDictionary<string, ParameterValue> values = [];

    /// <param name="method">The method.</param>
    /// <param name="given">What was asked for.</param>
    /// <exception cref="SettingException">The method has no such option, or other limits of it.</exception>
    public MethodOptions(MethodDescription method, Configuration given)
    {
        foreach (var option in method.Options)
        {
            values[option.Name] = option.Default;
        }

        foreach (var (name, value) in given.Settings)
        {
            var option = method.Options.FirstOrDefault(own => own.Name == name) ?? throw Unknown(method, name);
            values[name] = option.TryRead(value, out var read)
                ? read
                : throw new SettingException(name, $"The option '{name}' of {method.Name} is {option.Range}, not {value}.");
        }
    }

    /// <summary>Every option with its value, in the order of the description.</summary>
    public Configuration All => new([.. values.Select(pair => new Setting(pair.Key, pair.Value))]);

    /// <summary>The value of an integer option.</summary>
    public int Integer(string name) => (int)values[name].Number;

    /// <summary>The value of a real option.</summary>
    public double Real(string name) => values[name].Number;

    /// <summary>The value of an option that is one of several words.</summary>
    public string Choice(string name) => values[name].Text!;

    /// <summary>The options that methods have in common.</summary>
    /// <param name="rows">Default number of rows; 0 = all.</param>
    /// <param name="probability">Whether outputs are probabilities by default.</param>
    internal static HyperParameter[] Common(int rows, bool probability = false) =>
    [
        HyperParameter.Integer(Rows, rows, 0, int.MaxValue, "rows that are used at most, drawn evenly; 0 = all"),
        HyperParameter.Choice(RowSet, "which rows: those that the fold was scored on, or trained on", "validation", "training"),
        HyperParameter.Choice(Output, "outputs before or behind the sigmoid or softmax of classes and labels",
            probability ? ["probability", "raw"] : ["raw", "probability"]),
    ];

    /// <summary>The option of methods that try inputs one by one.</summary>
    internal static HyperParameter BudgetOption { get; } = HyperParameter.Integer(Budget, 1024, 1, int.MaxValue,
        "inputs that are tried one by one at most; of more, those of the largest mean |gradient|, and the result says so");

    /// <summary>The option of methods that compare with a point at which nothing is there.</summary>
    internal static HyperParameter BaselineOption { get; } = HyperParameter.Choice(Baseline,
        "what stands for an input that is not there: 0 (of DNA a quarter of each base), or the mean of the training rows",
        "absent", "mean");

    private static SettingException Unknown(MethodDescription method, string name)
    {
        var names = method.Options.Select(own => own.Name).ToArray();
        var meant = NearestWord.Find(name, names) is { } near ? $" Did you mean '{near}'?" : "";
        return new(name, $"The method {method.Name} has no option '{name}'; it has {string.Join(", ", names)}.{meant}");
    }
}
