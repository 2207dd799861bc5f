using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Writes a trial as arrays without names, for snapshots alone: read back in a fraction of the time, and by the build that wrote
/// it.</summary>
/// <remarks>Folds and attempts lie at the places that their ids say, so that the ids need not be written.</remarks>
internal sealed class PackedTrialConverter : JsonConverter<TrialState>
{
    /// <summary>A null is no trial.</summary>
    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, TrialState trial, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(trial.Number);
        writer.WriteNumberValue((int)trial.Status);
        Write(writer, trial.SuggestedAt);
        Write(writer, trial.EndedAt);
        Write(writer, trial.Mean);
        Write(writer, trial.Deviation);
        writer.WriteStringValue(trial.Reason);
        Write(writer, (double?)trial.Parent);
        writer.WriteNumberValue(trial.Rung);
        Write(writer, (double?)trial.Granted);
        Write(writer, (double?)trial.Partial?.Folds);
        Write(writer, trial.Partial?.Mean);
        Write(writer, trial.Partial?.Deviation);
        WriteAll(writer, trial.Configuration.Settings, (setting, _) =>
        {
            writer.WriteStringValue(setting.Name);
            if (setting.Value.Text is { } text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteNumberValue(setting.Value.Number);
            }
        });
        if (trial.AdditionalScores is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            WriteAll(writer, trial.AdditionalScores, (score, _) => { Write(writer, score.Mean); Write(writer, score.Deviation); });
        }

        WriteAll(writer, trial.Folds, (fold, index) =>
            Write(writer, fold, new FoldId(trial.Number, index), index > 0 ? trial.Folds[index - 1].Result?.Metrics : null));
        writer.WriteEndArray();
    }

    public override TrialState Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A trial is a list.");
        }

        var (number, status) = (Int(ref reader), (WorkStatus)Int(ref reader));
        var (suggested, ended) = (Time(ref reader)!.Value, Time(ref reader));
        var (mean, deviation) = (Double(ref reader), Double(ref reader));
        var (reason, parent) = (Text(ref reader), (int?)Double(ref reader));
        var (rung, granted) = (Int(ref reader), (int?)Double(ref reader));
        var (known, expected, spread) = ((int?)Double(ref reader), Double(ref reader), Double(ref reader));
        var settings = ImmutableArray.CreateBuilder<Setting>();
        Enter(ref reader);
        while (More(ref reader))
        {
            var name = reader.GetString()!;
            Next(ref reader);
            settings.Add(
                new Setting(name, reader.TokenType == JsonTokenType.String
                    ? ParameterValue.Of(reader.GetString()!) : ParameterValue.Of(reader.GetDouble())));
        }
        List<ObjectiveScore>? further = null;
        if (Opens(ref reader))
        {
            for (further = []; More(ref reader);)
            {
                further.Add(new ObjectiveScore(Here(ref reader), Double(ref reader)!.Value));
            }
        }
        var folds = ImmutableArray.CreateBuilder<FoldState>();
        Enter(ref reader);
        while (More(ref reader))
        {
            folds.Add(Fold(ref reader, new FoldId(number, folds.Count), folds.Count > 0 ? folds[^1].Result?.Metrics : null));
        }

        Leave(ref reader);
        return new TrialState(
            number, new Configuration(settings.ToEquatableList()), status, folds.ToImmutable(), suggested, ended, mean, deviation, reason,
                further?.ToEquatableList(), parent, rung, granted,
                known is null ? null : new PartialScore(known.Value, expected!.Value, spread!.Value));
    }

    // Metrics have the names of the fold before, which are not written again.
    private static void Write(Utf8JsonWriter writer, FoldState fold, FoldId id, IReadOnlyDictionary<string, double>? before)
    {
        if (fold.Id != id)
        {
            throw new InvalidOperationException($"{fold.Id} lies where {id} should be.");
        }

        writer.WriteStartArray();
        writer.WriteNumberValue((int)fold.Status);
        if (fold.Result is { } result)
        {
            Write(writer, result.Score);
            writer.WriteNumberValue(result.BestEpoch);
            writer.WriteNumberValue(result.Epochs);
            Write(writer, result.TrainSeconds);
            if (before?.Keys.SequenceEqual(result.Metrics.Keys) == true)
            {
                writer.WriteNullValue();
            }
            else
            {
                WriteAll(writer, result.Metrics.Keys, (name, _) => writer.WriteStringValue(name));
            }

            // As they lie in memory: digits would be read back in several times the time.
            writer.WriteBase64StringValue(MemoryMarshal.AsBytes<double>(result.Metrics.Values.ToArray()));
        }
        else
        {
            writer.WriteNullValue();
        }
        WriteAll(writer, fold.Attempts, (attempt, index) =>
        {
            if (attempt.Id != new AttemptId(id, index + 1))
            {
                throw new InvalidOperationException($"{attempt.Id} is attempt {index + 1} of {id}.");
            }

            writer.WriteStringValue(attempt.Slot.Node);
            writer.WriteNumberValue(attempt.Slot.Index);
            Write(writer, attempt.StartedAt);
            Write(writer, attempt.EndedAt);
            Write(writer, (double?)(int?)attempt.Failure);
            writer.WriteStringValue(attempt.Reason);
        });
        writer.WriteEndArray();
    }

    // The reader stands at the fold's bracket.
    private static FoldState Fold(ref Utf8JsonReader reader, FoldId id, IReadOnlyDictionary<string, double>? before)
    {
        var status = (WorkStatus)Int(ref reader);
        FoldResult? result = null;
        if (Double(ref reader) is { } score)
        {
            var (best, epochs, seconds) = (Int(ref reader), Int(ref reader), Double(ref reader)!.Value);
            result = new FoldResult(score, best, epochs, Metrics(ref reader, before), seconds);
        }
        var attempts = ImmutableArray.CreateBuilder<AttemptState>();
        Enter(ref reader);
        while (More(ref reader))
        {
            var slot = new SlotId(reader.GetString()!, Int(ref reader));
            attempts.Add(new AttemptState(
                new AttemptId(id, attempts.Count + 1), slot, Time(ref reader)!.Value, Time(ref reader),
                    (FailureKind?)(int?)Double(ref reader), Text(ref reader)));
        }
        Leave(ref reader);
        return new FoldState(id, status, attempts.ToImmutable(), result);
    }

    private static MetricValues Metrics(ref Utf8JsonReader reader, IReadOnlyDictionary<string, double>? before)
    {
        List<string>? names = null;
        if (Opens(ref reader))
        {
            for (names = []; More(ref reader);)
            {
                names.Add(reader.GetString()!);
            }
        }

        Next(ref reader);
        var values = MemoryMarshal.Cast<byte, double>(reader.GetBytesFromBase64()).ToArray();
        return names is null && before is MetricValues known ? known.With(values) : MetricValues.Of(names ?? [], values);
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<T, int> write)
    {
        writer.WriteStartArray();
        var index = 0;
        foreach (var item in items)
        {
            write(item, index++);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, double? number)
    {
        if (number is not { } value)
        {
            writer.WriteNullValue();
        }
        else if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }

    // The clock's ticks, and how far it was from UTC.
    private static void Write(Utf8JsonWriter writer, DateTimeOffset? time)
    {
        if (time is not { } at)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteNumberValue(at.Ticks);
        writer.WriteNumberValue(at.TotalOffsetMinutes);
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException("The trial ends too early.");
        }
    }

    private static int Int(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.GetInt32();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.GetString();
    }

    private static double? Double(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType == JsonTokenType.Null ? null : Here(ref reader);
    }

    private static double Here(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? double.Parse(reader.GetString()!, CultureInfo.InvariantCulture) : reader.GetDouble();

    private static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType == JsonTokenType.Null ? null : new DateTimeOffset(reader.GetInt64(), TimeSpan.FromMinutes(Int(ref reader)));
    }

    private static void Enter(ref Utf8JsonReader reader)
    {
        if (!Opens(ref reader))
        {
            throw new JsonException("A list is missing.");
        }
    }

    private static bool Opens(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType == JsonTokenType.StartArray;
    }

    private static bool More(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private static void Leave(ref Utf8JsonReader reader)
    {
        if (More(ref reader))
        {
            throw new JsonException("The trial ends too late.");
        }
    }
}
