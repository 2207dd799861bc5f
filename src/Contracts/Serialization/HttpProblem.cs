using System.Text.Json;

namespace Orchestrator.Contracts.Serialization;

/// <summary>Reads what an HTTP API says when it refuses (RFC 9457).</summary>
public static class HttpProblem
{
    /// <summary>The problem in a sentence; null when the answer holds none.</summary>
    public static async Task<string?> DetailAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync().ConfigureAwait(false));
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
    }
}
