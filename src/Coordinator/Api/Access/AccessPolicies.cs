using Microsoft.AspNetCore.Authorization;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Coordinator.Api.Access;

/// <summary>The authorization policies of the API: what a route's caller must be allowed to do.</summary>
internal static class AccessPolicies
{
    /// <summary>Looks at anything. All routes but <c>/alive</c>, <c>/ready</c> and the documentation ask for it.</summary>
    public const string Reading = "reading";

    /// <summary>Starts, pauses, resumes and cancels sweeps, and drains nodes.</summary>
    public const string Managing = "managing";

    /// <summary>Brings data sets and checkpoints. The same token opens it as <see cref="Managing"/>, for clients and nodes alike.</summary>
    public const string StoringArtifacts = "storing-artifacts";

    /// <summary>The claim that says what the caller's token opens: <see cref="Full"/> or <see cref="Read"/>.</summary>
    public const string Claim = "access";

    /// <summary>Value of <see cref="Claim"/>: everything.</summary>
    public const string Full = AccessTokens.Full;

    /// <summary>Value of <see cref="Claim"/>: what only reads.</summary>
    public const string Read = AccessTokens.Read;

    public static void AddTo(AuthorizationOptions options)
    {
        options.AddPolicy(Reading, policy => policy.RequireClaim(Claim, Full, Read));
        options.AddPolicy(Managing, policy => policy.RequireClaim(Claim, Full));
        options.AddPolicy(StoringArtifacts, policy => policy.RequireClaim(Claim, Full));
    }
}
