using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>A state that was read back is the state, and leads to the same decisions.</summary>
public sealed class SweepSnapshotTests
{
    private static readonly SweepDefinition Plain = Sample.Definition(trials: 12, parallel: 3, retries: 1);

    private static readonly Dictionary<string, SweepDefinition> Kinds = new()
    {
        ["plain"] = Plain,
        ["of which the best are kept"] = Plain with { Artifacts = new ArtifactsDefinition(2) },
        ["several objectives"] = Plain with
        {
            Search = new SearchDefinition("nsga-ii", 12, 3),
            AdditionalObjectives =
                [new ObjectiveDefinition("parameters", Direction.Minimize), new ObjectiveDefinition("auc", Direction.Maximize)],
        },
        ["population"] = Plain with { Search = new SearchDefinition("population", 12, 4, Population: 4) },
        ["restarts"] = Plain with
        {
            Search = new SearchDefinition("restarts", 12, Restarts: new RestartsDefinition(4, [2], [4])),
            Stopping = new StoppingDefinition(8),
        },
        ["fold by fold"] = Plain with { Search = Plain.Search with { Parallel = 3, FoldWise = new FoldWiseDefinition() } },
        ["best by the posterior"] = Plain with { Search = Plain.Search with { BestBy = BestBy.Posterior } },
        ["command"] = Plain with
        {
            Data = new DataDefinition(DataDefinition.Unnamed, DataDefinition.Opaque),
            Model = Plain.Model with
            {
                Command = new CommandDefinition(["python3", "train.py"], "/home/me", [new DataFile("train.py", new string('a', 64), 12)],
                    ParameterPassing.Environment, 0),
            },
        },
        ["elimination"] = Plain with
        {
            Search = new SearchDefinition("elimination", 5, Elimination: new EliminationDefinition([8, 4, 2, 1], "saliency", 2)),
            Space = EliminationDefinition.Space([8, 4, 2, 1]),
        },
        ["nested"] =
            Plain with { CrossValidation = new CrossValidationDefinition(4, true, 0, Nested: new NestedDefinition(3, "series", 2)) },
        ["repeated"] =
            Plain with
            {
                CrossValidation = new CrossValidationDefinition(2, true, 0.1, Repeats: 2),
                Objective = new ObjectiveDefinition("loss", Direction.Minimize)
            },
        ["pruned and stopped early"] = Plain with
        {
            Search = new SearchDefinition("tpe", 12, 2, new PruningDefinition("median"),
                new StopDefinition(NoImprovement: 6, Target: 0.999), [Of(0.5, 3, "b"), Of(-1.5, 8, "a")]),
        },
        ["warm start and constraints"] = Plain with
        {
            Search = new SearchDefinition("bayesian", 12, 3,
                WarmStart: new WarmStartDefinition("earlier-1", [new EarlierTrial(Of(0.1, 2, "a"), 0.75, 1e-9)])),
            Space = Plain.Space with { Constraints = [Constraint.Parse("n >= 2 or x < 1")] },
            Resources = new ResourcesDefinition(NodeLabels: [new NodeLabel("gpu", "a100")], Retries: 0),
        },
    };

    public static TheoryData<string, int> Walks
    {
        get
        {
            var walks = new TheoryData<string, int>();
            foreach (var kind in Kinds.Keys)
            {
                for (var seed = 0; seed < 8; seed++)
                {
                    walks.Add(kind, seed);
                }
            }

            return walks;
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void A_state_that_was_read_back_is_the_same_and_decides_the_same(string kind, int seed)
    {
        // of an unplanned sweep there is no snapshot
        foreach (var (before, command, expected) in new RandomWalk(Kinds[kind], seed).Steps.Skip(1))
        {
            var restored = Restored(before);
            Text(restored).ShouldBe(Text(before));
            var decided = SweepDecider.Decide(restored, command);
            decided.Select(SweepEventCodec.Encode).ShouldBe(expected.Select(SweepEventCodec.Encode));
            Text(decided.Aggregate(restored, SweepEvolution.Apply)).ShouldBe(Text(expected.Aggregate(before, SweepEvolution.Apply)));
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void A_snapshot_and_the_events_after_it_give_what_all_events_give(string kind, int seed)
    {
        var walk = new RandomWalk(Kinds[kind], seed);
        var (events, whole) = (walk.Events, Text(walk.State));
        for (var cut = 1; cut <= events.Count; cut += 1 + (events.Count / 20))
        {
            var restored = Restored(events.Take(cut).Aggregate(SweepState.Empty, SweepEvolution.Apply));
            Text(events.Skip(cut).Aggregate(restored, SweepEvolution.Apply)).ShouldBe(whole, $"cut after event {cut}");
        }
    }

    [Fact]
    public void The_walks_meet_whatever_can_happen() =>
        Kinds.Values.SelectMany(kind => Enumerable.Range(0, 8).SelectMany(seed => new RandomWalk(kind, seed).Events))
            .Select(e => SweepEventCodec.Encode(e).Manifest).Distinct().Order()
            .ShouldBe(SweepEventCodec.Known.Order());

    [Fact]
    public void What_would_not_come_out_again_is_not_read()
    {
        var (manifest, json) = SweepSnapshotCodec.Encode(new RandomWalk(Plain, 1).State);
        SweepSnapshotCodec.TryDecode(manifest, json, out _).ShouldBeTrue();
        SweepSnapshotCodec.TryDecode("sweep-state/2", json, out _).ShouldBeFalse();
        SweepSnapshotCodec.TryDecode(manifest, json.AsSpan()[..^1], out _).ShouldBeFalse("it is cut off");
        SweepSnapshotCodec.TryDecode(manifest, "null"u8, out _).ShouldBeFalse();
        Changed(json, _ => { }).ShouldBeTrue();
        Changed(json, root => root["build"] = "another").ShouldBeFalse("another build may see things differently");
        Changed(json, root => root["state"]!["weather"] = "sunny").ShouldBeFalse("somebody knows more than we");
        Changed(json, root => root["state"]!.AsObject().Remove("exhausted")).ShouldBeFalse();
        Changed(json, root => root["state"]!["status"] = "exploded").ShouldBeFalse();
        Changed(json, root => root["state"]!["trials"]![0] = null).ShouldBeFalse();
        for (var i = 0; i < 11; i++)
        {
            var place = i;
            Changed(json, root => root["state"]!["trials"]![0]!.AsArray().RemoveAt(place))
                .ShouldBeFalse($"trial 0 has lost its part {place}");
        }
    }

    /// <summary>What is read only is taken for derived, and left out: it must not be what a constructor was told.</summary>
    [Fact]
    public void Nothing_that_a_constructor_is_told_is_read_only()
    {
        var (seen, left) = (new HashSet<Type>(), new Queue<Type>([typeof(SweepState)]));
        while (left.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            var known = WireJson.Options.GetTypeInfo(type);
            foreach (var element in new[] { known.ElementType, known.KeyType }.OfType<Type>())
            {
                left.Enqueue(element);
            }

            foreach (var derived in known.PolymorphismOptions?.DerivedTypes ?? [])
            {
                left.Enqueue(derived.DerivedType);
            }

            if (type.IsGenericType)
            {
                foreach (var argument in type.GetGenericArguments())
                {
                    left.Enqueue(argument);
                }
            }

            foreach (var property in known.Properties)
            {
                left.Enqueue(property.PropertyType);
                (property.AssociatedParameter is null || property.Set is not null).ShouldBeTrue($"{type.Name}.{property.Name}");
            }
        }
        seen.ShouldContain(typeof(FloatParameter));
        seen.ShouldContain(typeof(Contracts.Trials.FoldResult));
    }

    /// <summary>Whoever adds something to these must add it to <see cref="PackedTrialConverter"/> too.</summary>
    [Theory]
    [InlineData(typeof(TrialState), "Number Configuration Status Folds SuggestedAt EndedAt Mean Deviation Reason AdditionalScores Parent "
        + "Rung Granted Partial")]
    [InlineData(typeof(FoldState), "Id Status Attempts Result")]
    [InlineData(typeof(AttemptState), "Id Slot StartedAt EndedAt Failure Reason")]
    [InlineData(typeof(Contracts.Trials.FoldResult), "Score BestEpoch Epochs Metrics TrainSeconds")]
    [InlineData(typeof(Contracts.Trials.ObjectiveScore), "Mean Deviation")]
    [InlineData(typeof(Contracts.Trials.PartialScore), "Folds Mean Deviation")]
    [InlineData(typeof(Configuration), "Settings")]
    [InlineData(typeof(Setting), "Name Value")]
    [InlineData(typeof(Contracts.Identifiers.SlotId), "Node Index")]
    public void What_is_packed_is_all_that_there_is(Type type, string parts) =>
        type.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public)
            .Where(p => p.SetMethod is not null).Select(p => p.Name)
            .ShouldBe(parts.Split(' '), ignoreOrder: true);

    private static SweepState Restored(SweepState state)
    {
        var (manifest, json) = SweepSnapshotCodec.Encode(state);
        SweepSnapshotCodec.TryDecode(manifest, json, out var restored).ShouldBeTrue();
        return restored!;
    }

    private static bool Changed(byte[] json, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        change(root);
        return SweepSnapshotCodec.TryDecode("sweep-state/1", JsonSerializer.SerializeToUtf8Bytes(root, WireJson.Options), out _);
    }

    // With all that is derived.
    private static string Text(SweepState state) => JsonSerializer.Serialize(state, WireJson.Options);

    private static Configuration Of(double x, int n, string kind) =>
        Configuration.Empty.With("x", ParameterValue.Of(x)).With("n", ParameterValue.Of(n)).With("kind", ParameterValue.Of(kind));
}
