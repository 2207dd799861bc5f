using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Dashboard.Access;

/// <summary>What a visitor does to sweeps and nodes, as far as the session allows it: looked at here, at each action, whatever the page
/// shows.</summary>
internal sealed class PageActions(DashboardOptions options, AuthenticationStateProvider visitors, TimeProvider time)
{
    /// <summary>Who did it, for the journal: tokens have no names.</summary>
    private static readonly string By = $"the web page on {Environment.MachineName}";

    /// <summary>Why the visitor can change nothing, in a sentence; null = everything is allowed.</summary>
    public async Task<string?> ObjectionAsync() =>
        options.Actions is null ? "This page only shows: nothing here runs the sweeps."
            : Objection((await visitors.GetAuthenticationStateAsync()).User);

    /// <summary>Pauses a sweep.</summary>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task PauseAsync(SweepId sweep, string reason, bool stopRunning, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).PauseAsync(sweep, By, reason, stopRunning, cancellationToken);

    /// <summary>Ends a pause.</summary>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task ResumeAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).ResumeAsync(sweep, By, reason, cancellationToken);

    /// <summary>Ends a sweep for good.</summary>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).CancelAsync(sweep, reason, cancellationToken);

    /// <summary>Plans more trials.</summary>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task ExtendAsync(SweepId sweep, int trials, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).ExtendAsync(sweep, By, trials, cancellationToken);

    /// <summary>Queues a configuration that is tried next.</summary>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task EnqueueAsync(
        SweepId sweep, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).EnqueueAsync(sweep, By, settings, cancellationToken);

    /// <summary>Gives a node no further fold.</summary>
    /// <returns>Whether the node has confirmed it.</returns>
    /// <exception cref="UserError">It is not allowed, or cannot be done.</exception>
    public async Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken) =>
        await (await AllowedAsync()).DrainNodeAsync(node, cancellationToken);

    private async Task<ISweepActions> AllowedAsync() =>
        await ObjectionAsync() is { } objection ? throw new UserError(objection) : options.Actions!;

    // A page stays open longer than a session lasts.
    private string? Objection(ClaimsPrincipal visitor)
    {
        if (!visitor.HasClaim(DashboardPolicies.Access, AccessTokens.Full))
        {
            return "This session only reads: log in with the full token to change anything.";
        }

        var until = visitor.FindFirst(DashboardPolicies.Until)?.Value;
        return long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && end <= time.GetUtcNow().ToUnixTimeSeconds() ? "The session is over: log in again." : null;
    }
}
