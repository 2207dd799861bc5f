namespace Orchestrator.Models.Torch.Loading;

/// <summary>What this user's processes may make again at any time: <c>$XDG_CACHE_HOME/orchestrator</c>, else
/// <c>~/.cache/orchestrator</c>.</summary>
internal static class UserCache
{
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                ".cache"),
        "orchestrator");
}
