using Microsoft.AspNetCore.Http;

namespace Orchestrator.Coordinator.Api;

/// <summary>
/// What a client calls one submission, so that sending it again begins no second sweep: the header <c>Idempotency-Key</c>
/// (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
internal static class SubmissionKey
{
    public const string Header = "Idempotency-Key";

    public const string Rule =
        $"{Header} is 1 to 128 visible characters, the same in each repetition of one submission, such as a UUID; leave it out if the "
            + $"request is never repeated.";

    private const int Longest = 128;

    /// <summary>The request's key, one of its own where it has none; null = what it has is none.</summary>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return Guid.NewGuid().ToString("N");
        }
        // The draft writes it as a quoted string, most clients do not.
        var key = values is [{ } only] ? only.Trim().Trim('"') : "";
        return key.Length is > 0 and <= Longest && key.All(c => c is > ' ' and < '\x7f') ? key : null;
    }
}
