using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Export;

/// <summary><c>export --format tensorboard</c>. Fields go by their numbers in TensorFlow's <c>event.proto</c> and <c>summary.proto</c>
/// and in TensorBoard's <c>api.proto</c> and <c>plugin_data.proto</c>.</summary>
public sealed class TensorBoardExportTests : IDisposable
{
    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void The_checksum_is_that_of_the_standard() => EventFile.Crc("123456789"u8).ShouldBe(0xe3069283); // RFC 3720's check value

    [Fact]
    public async Task A_fold_is_a_run_of_scalars_by_epoch()
    {
        var events = EventFile.Read(Path.Combine(await fixture.ExportAsync(Story.Whole(), "tensorboard"), "trial-1", "fold-0"));
        events[0].Text(3).ShouldBe("brain.Event:2");
        var scalars = events.Skip(1).Select(e => (Tag: e[5][1].Text(1), Step: e.Whole(2), Value: e[5][1].Single(2), At: e.Double(1)))
            .ToArray();
        scalars.Length.ShouldBe(8);
        scalars.Where(s => s.Tag == "train/loss").Select(s => s.Value).ShouldBe([1f, 0.5f, 1f / 3, 0.25f]);
        scalars.Where(s => s.Tag == "validation/accuracy").Select(s => s.Step).ShouldBe([1L, 2, 3, 4]);
        scalars.Select(s => s.At).ShouldBe(scalars.Select(s => s.At).Order());
        scalars[0].At.ShouldBeGreaterThan(events[0].Double(1)); // the attempt that crashed began earlier
    }

    [Fact]
    public async Task A_trial_is_a_session_of_the_plugin_for_hyper_parameters()
    {
        var events = EventFile.Read(Path.Combine(await fixture.ExportAsync(Story.Whole(), "tensorboard"), "trial-1"));
        var begin = Plugin(events[1], "_hparams_/session_start_info")[3];
        var settings = begin.All(1).ToDictionary(entry => entry.Text(1), entry => entry[2]);
        settings["learning_rate"].Double(2).ShouldBe(0.0005);
        settings["filters"].Double(2).ShouldBe(20000);
        settings["pooling"].Text(3).ShouldBe("a,\"b\"");
        var score = events[2][5][1];
        (score.Text(1), score.Single(2)).ShouldBe(("accuracy", 0.94375f));
        Plugin(events[3], "_hparams_/session_end_info")[4].Whole(1).ShouldBe(1); // success
        var failed = EventFile.Read(Path.Combine(fixture.At("tensorboard-export"), "trial-2"));
        Plugin(failed[^1], "_hparams_/session_end_info")[4].Whole(1).ShouldBe(2); // failure
    }

    [Fact]
    public async Task The_folder_tells_what_is_searched_and_measured()
    {
        var events = EventFile.Read(await fixture.ExportAsync(Story.TwoGoals(), "tensorboard"));
        var experiment = Plugin(events[1], "_hparams_/experiment")[2];
        experiment.Text(6).ShouldBe("splice-1");
        var searched = experiment.All(4).ToArray();
        searched.Select(info => info.Text(1)).ShouldBe(["learning_rate", "filters", "pooling"]);
        (searched[0][6].Double(1), searched[0][6].Double(2)).ShouldBe((1e-4, 1e-2));
        searched[2][5].All(1).Select(choice => choice.Text(3)).ShouldBe(["max", "a,\"b\""]);
        experiment.All(5).Select(info => info[1].Text(2)).ShouldBe(["accuracy", "parameters"]);
    }

    private static EventFile.Message Plugin(EventFile.Message happened, string tag)
    {
        var value = happened[5][1];
        value.Text(1).ShouldBe(tag);
        value[8].Whole(1).ShouldBe(1); // a tensor of floats
        var data = value[9][1];
        data.Text(1).ShouldBe("hparams");
        return data[2];
    }
}
