namespace Orchestrator.Contracts.Api;

/// <summary>The coordinator that was asked.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Machine">Where it runs.</param>
/// <param name="Since">Since when it has answered.</param>
/// <param name="Now">Its clock.</param>
/// <param name="Access"><c>full</c>, or <c>read</c>: what the token that was presented opens.</param>
public sealed record CoordinatorStatus(string Version, string Machine, DateTimeOffset Since, DateTimeOffset Now, string Access);
