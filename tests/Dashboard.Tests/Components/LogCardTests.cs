using Bunit;
using NSubstitute;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Dashboard.Components;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Dashboard.Tests.Components;

/// <summary>What workers printed, in a trial's view.</summary>
public sealed class LogCardTests : PageTest
{
    private const int Failed = 19; // its only attempt diverged

    [Fact]
    public void The_log_of_the_attempt_that_failed_is_shown_with_what_is_left_out()
    {
        Prints((1, "first"), (2, "second"), (50, "<b>last</b>"));
        var card = Show(Failed);
        card.FindAll(".log > div").Select(line => line.LastChild!.TextContent.Trim())
            .ShouldBe(["first", "second", "… 47 lines are left out …", "<b>last</b>"]);
        card.Find(".log").GetAttribute("aria-label").ShouldBe("Fold 0, attempt 1: diverged");
    }

    [Fact]
    public void Another_attempt_is_chosen_from_the_list()
    {
        Prints((1, "text"));
        var card = Show(0);
        card.Find("select").Change("2/1");
        Views.Received().LogAsync(Sweep, 0, new LogQuery("2", 1), Arg.Any<CancellationToken>());
        card.Find(".log").GetAttribute("aria-label").ShouldBe("Fold 2, attempt 1");
    }

    [Fact]
    public void A_worker_that_printed_nothing_is_said_to_have()
    {
        Prints();
        Show(Failed).Find(".aside").TextContent.ShouldStartWith("The worker printed nothing.");
    }

    [Fact]
    public void What_fails_is_said_in_its_place()
    {
        Log = (_, _) => throw new UserError("There is no such fold.");
        Show(Failed).Find("[role=alert]").TextContent.ShouldBe("There is no such fold.");
    }

    private void Prints(params (int Number, string Text)[] lines) => Log = (trial, query) =>
    {
        var fold = TrialViews.Details(Played.State, trial, []).Folds.Single(f => f.Name == query.Fold);
        return new TrialLog(Sweep, trial, false,
        [
            new AttemptLog(fold.Name, fold.Attempts[query.Attempt!.Value - 1],
                [.. lines.Select(line => new LogLine(line.Number, Played.Now, line.Text))]),
        ]);
    };

    private IRenderedComponent<LogCard> Show(int trial) => Render<LogCard>(parameters =>
        parameters.Add(card => card.Sweep, Sweep).Add(card => card.Trial, TrialViews.Details(Played.State, trial, [])));
}
