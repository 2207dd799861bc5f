using System.Runtime.InteropServices;
using SQLitePCL;

namespace Orchestrator.Journal.Sqlite;

/// <summary>Binds the system's SQLite, which the distribution patches, in place of one that is bundled and ages.</summary>
internal static class SqliteLibrary
{
    private const string SystemLibrary = "libsqlite3.so.0";

    private static readonly Lazy<bool> Binding = new(Bind);

    /// <summary>Binds on the first call.</summary>
    /// <exception cref="JournalException">The system has no SQLite.</exception>
    public static void Load() => _ = Binding.Value;

    private static bool Bind()
    {
        if (!NativeLibrary.TryLoad(SystemLibrary, out var library))
        {
            throw new JournalException($"SQLite is not installed: '{SystemLibrary}' was not found (Debian, Ubuntu: apt-get install libsqlite3-0).");
        }

        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? library : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }
}
