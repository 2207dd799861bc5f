using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Storage;
using static Orchestrator.Cluster.Tests.Artifacts.Training;

namespace Orchestrator.Cluster.Tests.Artifacts;

/// <summary>The files of a command on machines that do not have them.</summary>
public sealed class CommandFilesTests : ArtifactTest
{
    // A trainer in shell: the state is the sum of the epochs so far.
    private const string Script = """
        field() { sed -n "s/^  *\"$1\": //p" "$ORCHESTRATOR_FOLD" | tr -d '",' | head -1; }
        epochs=$(field epochs) epoch=0 sum=0
        path=$(sed -n '/"checkpoint": {/,$s/^ *"path": "\(.*\)",*$/\1/p' "$ORCHESTRATOR_FOLD")
        [ -n "$path" ] && { read -r epoch sum < "$path"; }
        while [ $epoch -lt $epochs ]; do
          sleep 0.05
          epoch=$((epoch + 1)) sum=$((sum + epoch))
          echo "$epoch $sum" > state-$epoch
          echo "{\"type\": \"epoch\", \"epoch\": $epoch, \"metrics\": {\"sum\": $sum}, \"checkpoint\": \"state-$epoch\"}"
        done
        """;

    [Fact]
    public async Task They_are_copied_from_where_the_sweep_was_started_and_may_be_edited_then()
    {
        var command = Command();
        var cache = new DatasetCache(In("home"));
        var located = await cache.LocateAsync(command, null, default);
        await File.WriteAllTextAsync(Path.Combine(command.Folder, "train"), "exit 1");
        (await cache.LocateAsync(command, null, default)).ShouldBe(located);
        var path = Path.Combine(located.Folder, "train");
        (await File.ReadAllTextAsync(path)).ShouldBe(Script);
        File.ResolveLinkTarget(path, false).ShouldBeNull();
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(path) & UnixFileMode.UserExecute).ShouldBe(UnixFileMode.UserExecute);
        }

        await File.WriteAllTextAsync(path, "exit 1"); // somebody has written to the copy
        await cache.LocateAsync(command, null, default);
        (await File.ReadAllTextAsync(path)).ShouldBe(Script);
    }

    [Fact]
    public async Task Another_content_is_not_taken_for_theirs()
    {
        var command = Command();
        await File.AppendAllTextAsync(Path.Combine(command.Folder, "train"), "exit 1");
        (await Should.ThrowAsync<ArtifactException>(() => new DatasetCache(In("home")).LocateAsync(command, null, default)))
            .Message.ShouldContain("train has changed since the sweep began");
    }

    [Fact]
    public async Task A_fold_of_a_command_that_one_node_left_off_goes_on_on_another()
    {
        var command = Command();
        using (var client = Client())
        {
            (await client.UploadBlobAsync(command.Files![0].Sha256, Path.Combine(command.Folder, "train"), default)).ShouldBeTrue();
        }

        Directory.Delete(command.Folder, recursive: true);
        var fold = Assignment(command) with { Store = Store.At(Server.Address, []) with { Root = "/not/here" } };
        var first = new Listener { StopAfter = 3 };
        Should.Throw<OperationCanceledException>(() => Node("a").Run(fold, "cpu", first, first.Stop));
        var second = new Listener();
        var result = Node("b").Run(fold with { Attempt = fold.Attempt with { Attempt = 2 } }, "cpu", second, default);
        second.FromEpoch.ShouldBeGreaterThanOrEqualTo(3);
        (result.Score, result.Epochs).ShouldBe((Enumerable.Range(1, 12).Sum(), 12));
        foreach (var node in new[] { "a", "b" })
        {
            Directory.EnumerateFileSystemEntries(In($"{node}/folds")).ShouldBeEmpty();
        }
    }

    private RemoteStorageFoldRunner Node(string name) =>
        new(FoldRunners.Torch(1), new NodeStorage(In(name), Servers: [Server.Address]));

    private CommandDefinition Command()
    {
        var folder = Directory.CreateDirectory(In("submitter-of-command")).FullName;
        var path = Path.Combine(folder, "train");
        File.WriteAllText(path, Script);
        return new CommandDefinition(["sh", "train"], folder, [new DataFile("train", CheckedFile.HashOf(path), new FileInfo(path).Length)]);
    }

    private static FoldAssignment Assignment(CommandDefinition command) => new(
        new SweepId("sample-1"), new AttemptId(new FoldId(0, 0), 1),
        new SweepDefinition("sample", 1, OpaqueReader.Define(null, 10), new ModelDefinition("own", Configuration.Empty, command),
            new SearchDefinition("random", 1), new SearchSpace(EquatableList<Parameter>.Empty), new CrossValidationDefinition(2, false, 0),
            new ObjectiveDefinition("sum", Direction.Maximize), new StoppingDefinition(12), new ResourcesDefinition()),
        Configuration.Empty, 12, "/not/here/sample-1/trial-0000/fold-0");
}
