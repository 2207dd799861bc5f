using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>Every released event is still read, and means what it meant: one file for each manifest, never changed once it was
/// released.</summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Persistence", "Golden");

    public static TheoryData<string> Manifests => [.. SweepEventCodec.Known.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_released_event_is_read_as_it_was_written(string manifest)
    {
        var file = Path.Combine(Folder, FileName(manifest));
        File.Exists(file).ShouldBeTrue($"there is no {file}: write it with ORCHESTRATOR_GOLDEN=1, and commit it");
        var json = File.ReadAllText(file);
        var expected = GoldenEvents.All.Single(happened => SweepEventCodec.ManifestOf(happened) == manifest);

        var read = SweepEventCodec.Decode(manifest, json);

        read.GetType().ShouldBe(expected.GetType());
        JsonSerializer.Serialize(read, read.GetType(), WireJson.Options)
            .ShouldBe(JsonSerializer.Serialize(expected, expected.GetType(), WireJson.Options));
        SweepEventCodec.EncodeUtf8(SweepEventCodec.Decode(manifest, System.Text.Encoding.UTF8.GetBytes(json)))
            .ShouldBe(SweepEventCodec.EncodeUtf8(expected));
    }

    [Fact]
    public void No_file_is_of_an_event_that_is_no_longer_known() =>
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe(SweepEventCodec.Known.Select(FileName), ignoreOrder: true);

    /// <summary>Only adds what is missing. To be run with ORCHESTRATOR_GOLDEN=1, when an event is new.</summary>
    [SkippableFact]
    public void Write_the_files_of_new_events()
    {
        Skip.If(Environment.GetEnvironmentVariable("ORCHESTRATOR_GOLDEN") is null, "It writes files.");
        foreach (var happened in GoldenEvents.All)
        {
            var file = Path.Combine(SourceFolder(), FileName(SweepEventCodec.ManifestOf(happened)));
            if (!File.Exists(file))
            {
                File.WriteAllText(file, JsonSerializer.Serialize(happened, happened.GetType(), WireJson.Indented) + "\n");
            }
        }
    }

    private static string FileName(string manifest) => manifest.Replace('/', '.') + ".json";

    private static string SourceFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");
}
