using Orchestrator.Contracts.Api;

namespace Orchestrator.Dashboard.Access;

/// <summary>What the page shows, and to whom.</summary>
/// <param name="Views">What is shown.</param>
/// <param name="Actions">What may be done; null = nothing: the page only shows.</param>
/// <param name="Tokens">Who is let in; without a token, whoever sits at this machine.</param>
/// <param name="Place">Whose sweeps they are, for the page's head: a machine and folder, or a cluster's coordinator.</param>
public sealed record DashboardOptions(ISweepViews Views, ISweepActions? Actions, AccessTokens Tokens, string Place);
