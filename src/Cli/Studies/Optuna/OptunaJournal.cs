using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Studies.Optuna;

/// <summary>Studies in a file of Optuna's <c>JournalStorage</c>: a line of JSON for each thing that was done.</summary>
internal static partial class OptunaJournal
{
    private const int Maximized = 2; // its number of the direction

    private enum Operation
    {
        CreateStudy = 0,
        DeleteStudy = 1,
        CreateTrial = 4,
        SetParameter = 5,
        SetStateAndValues = 6,
    }

    /// <summary>Whether a file begins as such a journal does.</summary>
    public static bool IsJournal(string path) =>
        File.ReadLines(path).FirstOrDefault() is { } first && first.TrimStart().StartsWith('{')
            && first.Contains("\"op_code\"", StringComparison.Ordinal);

    /// <summary>All studies that were not deleted.</summary>
    /// <exception cref="FormatException">A line is none of Optuna's; the message names it.</exception>
    public static IReadOnlyList<Study> Read(string file)
    {
        var replay = new Replay();
        FormatException? broken = null;
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (broken is not null)
            {
                throw broken;
            }

            try
            {
                using var json = JsonDocument.Parse(NotFinite().Replace(line, "\"$1\""));
                replay.Apply(json.RootElement);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
                or ArgumentException)
            {
                broken = new FormatException($"line {number} is no operation of an Optuna journal: {e.Message}", e);
            }
        }

        // The last line may be half written, by a process that was killed: Optuna passes it over, too.
        return broken is { InnerException: not JsonException } || (broken is not null && number == 1) ? throw broken : replay.Studies;
    }

    // Python writes infinity and NaN into its JSON as no other program reads them.
    [GeneratedRegex(@"(?<=[\[:,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])")]
    private static partial Regex NotFinite();

    private sealed class Replay
    {
        private readonly List<(string Name, bool?[] Maximize, List<int> Trials)?> studies = []; // a study's id is its place, for ever
        private readonly List<StudyTrial> trials = []; // and so is a trial's

        public IReadOnlyList<Study> Studies =>
        [
            .. studies.OfType<(string Name, bool?[] Maximize, List<int> Trials)>()
                .Select(study => new Study(study.Name, study.Maximize, [.. study.Trials.Select(id => trials[id])])),
        ];

        public void Apply(JsonElement line)
        {
            switch ((Operation)line.GetProperty("op_code").GetInt32())
            {
                case Operation.CreateStudy: CreateStudy(line); break;
                case Operation.DeleteStudy: studies[line.GetProperty("study_id").GetInt32()] = null; break;
                case Operation.CreateTrial when studies[line.GetProperty("study_id").GetInt32()] is { } study:
                    study.Trials.Add(trials.Count);
                    trials.Add(New(line, study.Trials.Count - 1));
                    break;
                case Operation.SetParameter: Change(line, trial => trial with { Settings = Set(trial.Settings, line) }); break;
                case Operation.SetStateAndValues:
                    Change(line, trial => trial with
                    {
                        State = (StudyState)line.GetProperty("state").GetInt32(),
                        Values = Numbers(line, "values") ?? trial.Values,
                    });
                    break;
            }
        }

        // Two processes may have tried at once: the first one made it.
        private void CreateStudy(JsonElement line)
        {
            var name = line.GetProperty("study_name").GetString()!;
            if (!studies.Any(study => study?.Name == name))
            {
                var directions = line.GetProperty("directions").EnumerateArray();
                studies.Add((name, [.. directions.Select(direction => (bool?)(direction.GetInt32() == Maximized))], []));
            }
        }

        // A trial that has ended is changed no more.
        private void Change(JsonElement line, Func<StudyTrial, StudyTrial> change)
        {
            var id = line.GetProperty("trial_id").GetInt32();
            if (id < trials.Count && trials[id].State is StudyState.Running or StudyState.Waiting)
            {
                trials[id] = change(trials[id]);
            }
        }
    }

    private static Dictionary<string, StudySetting> Set(IReadOnlyDictionary<string, StudySetting> settings, JsonElement line)
    {
        var name = line.GetProperty("param_name").GetString()!;
        return new(settings)
        {
            [name] = OptunaDistribution.Read(name, line.GetProperty("distribution").GetString()!,
                line.GetProperty("param_value_internal").GetDouble()),
        };
    }

    // A trial that was added whole, or copied from another study, brings everything along.
    private static StudyTrial New(JsonElement line, int number)
    {
        var settings = new Dictionary<string, StudySetting>();
        if (line.TryGetProperty("params", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                var distribution = line.GetProperty("distributions").GetProperty(parameter.Name).GetString()!;
                settings[parameter.Name] = OptunaDistribution.Read(parameter.Name, distribution, parameter.Value.GetDouble());
            }
        }

        var state = line.TryGetProperty("state", out var told) ? (StudyState)told.GetInt32() : StudyState.Running;
        IReadOnlyList<double> values = Numbers(line, "values")
            ?? (line.TryGetProperty("value", out var one) && one.ValueKind != JsonValueKind.Null ? [Number(one)] : []);
        return new StudyTrial(number, state, values, settings);
    }

    private static double[]? Numbers(JsonElement line, string name) =>
        line.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(Number)] : null;

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.GetString()! is "NaN" ? double.NaN
        : value.GetString()!.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity;
}
