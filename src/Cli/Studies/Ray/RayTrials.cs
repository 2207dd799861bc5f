using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Studies.Ray;

/// <summary>A folder in which Ray Tune keeps an experiment: a folder a trial, with <c>params.json</c> (its configuration) and
/// <c>result.json</c> (a line of JSON for each report).</summary>
/// <remarks>Ray keeps the space in a pickle, which only its own program reads: here it is what the trials have tried.</remarks>
internal static partial class RayTrials
{
    private const string Parameters = "params.json";
    private const string Results = "result.json";
    private const double Decades = 100; // from where on numbers are taken to have been drawn on a logarithmic scale

    // What Ray adds to each report.
    private static readonly string[] Own =
    [
        "time_this_iter_s", "time_total_s", "time_since_restore", "iterations_since_restore", "training_iteration", "timestamp", "pid",
        "timesteps_total", "timesteps_since_restore", "episodes_total", "should_checkpoint",
    ];

    /// <summary>Whether a folder is such an experiment.</summary>
    public static bool IsExperiment(string folder) => Trials(folder).Any();

    /// <summary>Reads it.</summary>
    /// <param name="folder">The experiment's.</param>
    /// <param name="metric">What trials are judged by; null = by nothing.</param>
    /// <param name="maximize">Which of a trial's reports counts, the largest or the smallest; null = the last.</param>
    /// <exception cref="FormatException">A file is damaged, or no trial reports the metric.</exception>
    public static ImportedSweep Read(string folder, string? metric, bool? maximize)
    {
        var configurations = Trials(folder).Select(trial => (Folder: trial, Settings: Configuration(trial))).ToList();
        var space = Space(configurations.Select(trial => trial.Settings));
        var (trials, metrics) = (new List<StudyTrial>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var (trial, settings) in configurations)
        {
            var reports = Reports(trial, metrics);
            double[] values = [.. metric is null ? [] : reports.Where(r => r.ContainsKey(metric)).Select(r => r[metric])];
            var failed = File.Exists(Path.Combine(trial, "error.txt")) || File.Exists(Path.Combine(trial, "error.pkl"));
            trials.Add(new StudyTrial(trials.Count,
                failed ? StudyState.Fail : values.Length == 0 ? StudyState.Running : StudyState.Complete,
                values.Length == 0 ? [] : [maximize switch { true => values.Max(), false => values.Min(), null => values[^1] }],
                settings.ToDictionary(s => s.Key, s => new StudySetting(space[s.Key], Value(space[s.Key], s.Value)))));
        }

        if (metric is not null && !metrics.Contains(metric))
        {
            throw new FormatException($"no trial reports '{metric}'; name what they report as {folder}:METRIC, of "
                + (metrics.Count == 0 ? "nothing at all" : string.Join(", ", metrics.Select(name => $"'{name}'"))));
        }

        var study = new Study(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/')), [maximize], trials);
        var notes = new List<ImportNote>
        {
            new(null, "Ray keeps the space in a pickle: this one holds what the trials have tried, so look at its bounds"),
            new(null, $"the trials report {(metrics.Count == 0 ? "nothing" : string.Join(", ", metrics))}"),
        };
        var searched = study.Space(text => notes.Add(new ImportNote(null, text))).Where(IsVaried).ToList();
        notes.AddRange(searched.Where(parameter => parameter is FloatParameter { Log: true } or IntParameter { Log: true })
            .Select(parameter => new ImportNote(null, $"'{parameter.Name}' spans decades and so is searched on a logarithmic scale")));
        return new ImportedSweep($"Ray Tune's experiment '{study.Name}': {Words.Count(trials.Count, "trial")}", searched, notes)
        {
            Name = study.Name,
            Objectives = [new ImportedObjective(metric, maximize)],
            Fixed = new Configuration(space.Values.Where(parameter => !IsVaried(parameter))
                .Select(parameter => new Setting(parameter.Name, Only(parameter))).ToEquatableList()),
            History = study,
        };
    }

    // In the order of their names, which begin with Ray's number of the trial or its time.
    private static IEnumerable<string> Trials(string folder) => Directory.EnumerateDirectories(folder)
        .Where(trial => File.Exists(Path.Combine(trial, Parameters))).Order(StringComparer.Ordinal);

    private static Dictionary<string, JsonElement> Configuration(string trial)
    {
        var settings = new Dictionary<string, JsonElement>();
        try
        {
            Flatten(JsonSerializer.Deserialize<JsonElement>(Finite(File.ReadAllText(Path.Combine(trial, Parameters)))), "", settings);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{Path.Combine(trial, Parameters)} is no configuration: {e.Message}", e);
        }

        return settings;
    }

    private static void Flatten(JsonElement settings, string within, Dictionary<string, JsonElement> flat)
    {
        foreach (var setting in settings.EnumerateObject())
        {
            if (setting.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(setting.Value, $"{within}{setting.Name}.", flat);
            }
            else
            {
                flat[within + setting.Name] = setting.Value;
            }
        }
    }

    private static List<Dictionary<string, double>> Reports(string trial, SortedSet<string> metrics)
    {
        var reports = new List<Dictionary<string, double>>();
        FormatException? broken = null;
        var file = Path.Combine(trial, Results);
        foreach (var (number, line) in (File.Exists(file) ? File.ReadLines(file) : []).Index())
        {
            if (broken is not null)
            {
                throw broken; // the last line may be half written, by a trial that was killed
            }

            try
            {
                var numbers = JsonSerializer.Deserialize<JsonElement>(Finite(line)).EnumerateObject()
                    .Where(field => field.Value.ValueKind == JsonValueKind.Number && !Own.Contains(field.Name))
                    .ToDictionary(field => field.Name, field => field.Value.GetDouble());
                metrics.UnionWith(numbers.Keys);
                reports.Add(numbers);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
            {
                broken = new FormatException($"{file}:{number + 1} is no report: {e.Message}", e);
            }
        }

        return reports;
    }

    private static Dictionary<string, Parameter> Space(IEnumerable<Dictionary<string, JsonElement>> configurations) => configurations
        .SelectMany(settings => settings).GroupBy(setting => setting.Key, setting => setting.Value)
        .ToDictionary(setting => setting.Key, setting => Range(setting.Key, [.. setting]));

    private static Parameter Range(string name, JsonElement[] values)
    {
        if (values.Any(value => value.ValueKind != JsonValueKind.Number || !double.IsFinite(value.GetDouble())))
        {
            return new CategoricalParameter(name, values.Select(Spelled).Distinct().ToEquatableList());
        }

        double[] numbers = [.. values.Select(value => value.GetDouble())];
        var (low, high) = (numbers.Min(), numbers.Max());
        var log = low > 0 && high / low >= Decades;
        return values.All(value => value.TryGetInt64(out _))
            ? new IntParameter(name, (long)low, (long)high, log) : new FloatParameter(name, low, high, log);
    }

    private static bool IsVaried(Parameter parameter) => parameter switch
    {
        CategoricalParameter choice => choice.Choices.Count > 1,
        IntParameter whole => whole.Low < whole.High,
        FloatParameter real => real.Low < real.High,
        _ => true,
    };

    private static ParameterValue Only(Parameter parameter) => parameter switch
    {
        CategoricalParameter choice => ParameterValue.Of(choice.Choices[0]),
        IntParameter whole => ParameterValue.Of(whole.Low),
        FloatParameter real => ParameterValue.Of(real.Low),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static ParameterValue Value(Parameter parameter, JsonElement value) =>
        parameter is CategoricalParameter ? ParameterValue.Of(Spelled(value)) : ParameterValue.Of(value.GetDouble());

    private static string Spelled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "none",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    // Python writes infinity and NaN as no other program reads them: such a value is none.
    private static string Finite(string json) => NotFinite().Replace(json, "null");

    [GeneratedRegex(@"(?<=[\[:,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])")]
    private static partial Regex NotFinite();
}
