using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies.Ray;

/// <summary>A search space of Ray Tune's, written out as YAML or JSON: <c>lr: tune.loguniform(1e-4, 1e-1)</c>.</summary>
/// <remarks>What the functions draw from <c>ray/tune/search/sample.py</c>.</remarks>
internal static partial class RaySpace
{
    /// <summary>Whether a file is such a space: some value in it is a call of one of Ray's functions.</summary>
    public static bool IsSpace(YamlNode root) => root is YamlMap map && map.Entries.Any(entry => IsDrawn(entry.Value));

    /// <summary>Reads it.</summary>
    public static ImportedSweep Read(YamlNode root)
    {
        var notes = new ImportNotes();
        ReadAll(root, "", notes);
        notes.Add(null, "a space names no model, no metric and no number of trials");
        return new ImportedSweep("Ray Tune's space", notes.Space, notes.Found) { Fixed = notes.Fixed };
    }

    private static bool IsDrawn(YamlNode value) => value switch
    {
        YamlScalar scalar => Call().IsMatch(scalar.Text),
        YamlMap map => map.At("grid_search") is YamlList || map.Entries.Any(entry => IsDrawn(entry.Value)),
        _ => false,
    };

    private static void ReadAll(YamlNode map, string within, ImportNotes notes)
    {
        foreach (var (key, value) in map.Entries())
        {
            var name = within + key.Text;
            if (value.At("grid_search") is YamlList list)
            {
                Choose(key, name, list.Items.Select(item => item.Spelled()), notes);
            }
            else if (value is YamlMap)
            {
                notes.Add(key, $"'{name}' holds settings: they are called '{name}.…' here, each one of its own");
                ReadAll(value, $"{name}.", notes);
            }
            else if (value is YamlScalar scalar && Call().IsMatch(scalar.Text))
            {
                Draw(key, name, scalar, notes);
            }
            else
            {
                notes.Fix(key, name, value.Value());
            }
        }
    }

    private static void Draw(YamlScalar key, string name, YamlScalar value, ImportNotes notes)
    {
        if (PythonCall.Parse(value.Text) is not { } call)
        {
            notes.Add(key, $"'{name}' is left out: {value.Text} is a program, or has arguments that are not written out");
            return;
        }

        var (low, high) = (Number(call["lower", 0]), Number(call["upper", 1]));
        var step = Number(call["q", 2]);
        switch (call.Name)
        {
            case "choice": Choose(key, name, Items(call["categories", 0]), notes); break;
            case "grid_search": Choose(key, name, Items(call["values", 0]), notes); break;
            case "uniform": notes.Search(key, new FloatParameter(name, low, high)); break;
            case "quniform": notes.Search(key, new FloatParameter(name, low, high, Step: step)); break;
            case "loguniform": notes.Search(key, new FloatParameter(name, low, high, Log: true)); break;
            case "qloguniform":
                Unstepped(key, name, notes);
                notes.Search(key, new FloatParameter(name, low, high, Log: true));
                break;
            // Without a step the upper bound is none of the values.
            case "randint": SearchWhole(key, name, low, high - 1, 1, log: false, notes); break;
            case "lograndint": SearchWhole(key, name, low, high - 1, 1, log: true, notes); break;
            case "qrandint": SearchWhole(key, name, low, high, double.IsNaN(step) ? 1 : step, log: false, notes); break;
            case "qlograndint":
                Unstepped(key, name, notes);
                SearchWhole(key, name, low, high, 1, log: true, notes);
                break;
            case "randn" or "qrandn":
                var (mean, deviation) = (Or(Number(call["mean", 0]), 0), Or(Number(call["sd", 1]), 1));
                notes.Search(key, NormalRange.Of(key, name, mean, deviation, notes));
                break;
            default: notes.Add(key, $"'{name}' is left out: '{call.Name}' draws what no space can say"); break;
        }
    }

    private static void Choose(YamlScalar key, string name, IEnumerable<string> choices, ImportNotes notes) =>
        notes.Search(key, new CategoricalParameter(name, choices.Distinct().ToEquatableList()));

    private static void SearchWhole(YamlScalar key, string name, double low, double high, double step, bool log, ImportNotes notes)
    {
        if (new[] { low, high, step }.All(number => number == Math.Round(number) && Math.Abs(number) < 1L << 53))
        {
            notes.Search(key, new IntParameter(name, (long)low, (long)high, log, (long)step));
        }
        else
        {
            notes.Add(key, $"'{name}' is left out: its bounds are no whole numbers");
        }
    }

    private static void Unstepped(YamlScalar key, string name, ImportNotes notes) =>
        notes.Add(key, $"'{name}' is rounded: a logarithmic scale has no steps here, all values between are searched");

    private static IEnumerable<string> Items(object? argument) => argument is List<object?> items ? items.Select(Spelled) : [];

    private static string Spelled(object? value) => value switch
    {
        null => "none",
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        List<object?> list => $"[{string.Join(", ", list.Select(Spelled))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static double Number(object? argument) => argument switch
    {
        long whole => whole,
        double real => real,
        _ => double.NaN,
    };

    private static double Or(double number, double usual) => double.IsNaN(number) ? usual : number;

    [GeneratedRegex(@"^\s*((ray\.)?tune\.)?(choice|grid_search|q?(log)?(uniform|randint)|q?randn|sample_from)\s*\(")]
    private static partial Regex Call();
}
