using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>A long sweep as its actor would have left it: events, a snapshot, measurements. Its last fold runs.</summary>
internal sealed class WrittenSweep
{
    private static readonly DateTimeOffset Dawn = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<SweepEvent> events = [];
    private readonly string[] metrics;

    /// <summary>Plays it.</summary>
    /// <param name="trials">Of two folds.</param>
    /// <param name="metrics">Of each fold, the objective last.</param>
    public WrittenSweep(int trials, string[] metrics)
    {
        this.metrics = metrics;
        Play(new PlanSweep(new SweepId("long-1"), Definition(trials), "fingerprint", Dawn));
        var random = new Random(1);
        for (var trial = 0; trial < trials; trial++)
        {
            var (x, rate) = (random.NextDouble(), Math.Pow(10, -4 * random.NextDouble()));
            Play(new SuggestTrial(trial, Configuration.Empty.With("x", ParameterValue.Of(x)).With("rate", ParameterValue.Of(rate))
                .With("units", ParameterValue.Of(random.Next(8, 513))), Now));
            for (var fold = 0; fold < 2; fold++)
            {
                Play(new StartAttempt(new FoldId(trial, fold), new SlotId($"node-{trial % 4}", fold), Now));
                Running = State.Find(new FoldId(trial, fold))!.Lease!.Id;
                if (trial < trials - 1 || fold == 0)
                {
                    Finish(Running, 1 - Math.Abs(x - 0.3) + 0.1 * random.NextDouble());
                }
            }
        }
    }

    /// <summary>As it stands.</summary>
    public SweepState State { get; private set; } = SweepState.Empty;

    /// <summary>The attempt that runs.</summary>
    public AttemptId Running { get; private set; }

    /// <summary>What was measured: three epochs of each fold.</summary>
    public List<MeasurementRow> Rows { get; } = [];

    private DateTimeOffset Now => Dawn.AddSeconds(events.Count);

    /// <summary>Writes events and snapshot to a journal file that is prepared.</summary>
    public void WriteTo(string file)
    {
        var id = SweepQueries.PersistenceId(State.Id);
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO journal (persistence_id, sequence_number, created, deleted, manifest, identifier, message) "
            + "VALUES (@id, @number, 0, 0, @manifest, 0, @message)";
        foreach (var (number, happened) in events.Index())
        {
            var (manifest, json) = (SweepEventCodec.ManifestOf(happened), SweepEventCodec.EncodeUtf8(happened));
            command.Parameters.Clear();
            command.Parameters.AddWithValue("@id", id);
            command.Parameters.AddWithValue("@number", number + 1);
            command.Parameters.AddWithValue("@manifest", manifest);
            command.Parameters.AddWithValue("@message", json);
            command.ExecuteNonQuery();
        }

        var snapshot = SweepSnapshotCodec.Encode(State);
        command.CommandText = "INSERT INTO snapshot (persistence_id, sequence_number, created, manifest, serializer_id, snapshot) "
            + "VALUES (@id, @number, 0, @manifest, 0, @message)";
        command.Parameters.Clear();
        command.Parameters.AddWithValue("@id", id);
        command.Parameters.AddWithValue("@number", events.Count);
        command.Parameters.AddWithValue("@manifest", snapshot.Manifest);
        command.Parameters.AddWithValue("@message", snapshot.Json);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private void Finish(AttemptId attempt, double score)
    {
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Rows.AddRange(metrics.Select(name => new MeasurementRow(
                State.Id, attempt.Fold.Trial, attempt.Fold.Fold, attempt.Attempt, epoch, name, score - 0.1 / epoch)));
        }

        Play(new CompleteAttempt(attempt, new FoldResult(score, 3, 3, metrics.ToDictionary(name => name, _ => score), 1.5), Now));
    }

    private void Play(SweepCommand command)
    {
        foreach (var happened in SweepDecider.Decide(State, command))
        {
            State = SweepEvolution.Apply(State, happened);
            events.Add(happened);
        }
    }

    private static SweepDefinition Definition(int trials) => new(
        "long", 1, new DataDefinition("/none.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", trials, Parallel: 1),
        new SearchSpace([new FloatParameter("x", 0, 1), new FloatParameter("rate", 1e-4, 1, Log: true), new IntParameter("units", 8, 512)]),
        new CrossValidationDefinition(2, false, 0), new ObjectiveDefinition("score", Direction.Maximize), new StoppingDefinition(3),
        new ResourcesDefinition());
}
