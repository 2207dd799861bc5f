namespace Orchestrator.Storage;

/// <summary>Lets one process at a time do something. The kernel frees it when the process ends, however it ends.</summary>
public static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock of a file and takes it; disposing gives it back.</summary>
    public static async Task<FileStream> TakeAsync(string path, CancellationToken stop = default)
    {
        var gone = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) || !gone)
            {
                gone = !File.Exists(path); // its holder may have moved it this moment
                await Task.Delay(Pause, stop).ConfigureAwait(false);
            }
        }
    }
}
