using Microsoft.Data.Sqlite;

namespace Orchestrator.Cli.Studies.Optuna;

/// <summary>Studies in a SQLite file of Optuna's <c>RDBStorage</c>, of version 2.4 or later.</summary>
internal static class OptunaDatabase
{
    private static ReadOnlySpan<byte> Signature => "SQLite format 3\0"u8;

    /// <summary>Whether a file is a SQLite database.</summary>
    public static bool IsDatabase(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[Signature.Length];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read].SequenceEqual(Signature);
    }

    /// <summary>All studies of the file, which is not changed.</summary>
    /// <exception cref="FormatException">It is another program's database, or of an earlier version.</exception>
    public static IReadOnlyList<Study> Read(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            if (Rows(connection, "SELECT name FROM sqlite_master WHERE name IN ('studies', 'study_directions', 'trials', 'trial_params')",
                row => row.GetString(0)).Count < 4)
            {
                throw new FormatException("it is no database of Optuna 2.4 or later");
            }

            return
            [
                .. Rows(connection, "SELECT study_id, study_name FROM studies ORDER BY study_id",
                    row => (Id: row.GetInt64(0), Name: row.GetString(1))).Select(study => Study(connection, study.Id, study.Name)),
            ];
        }
        catch (Exception e) when (e is SqliteException or InvalidCastException or InvalidOperationException or ArgumentException
            or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static Study Study(SqliteConnection connection, long id, string name)
    {
        var directions = Rows(connection, $"SELECT direction FROM study_directions WHERE study_id = {id} ORDER BY objective",
            row => (bool?)(row.GetString(0) == "MAXIMIZE"));
        var settings = Rows(connection,
            $"SELECT p.trial_id, p.param_name, p.param_value, p.distribution_json FROM trial_params p JOIN trials t "
                + $"ON t.trial_id = p.trial_id WHERE t.study_id = {id} ORDER BY p.param_id",
            row => (Trial: row.GetInt64(0), Name: row.GetString(1),
                Setting: OptunaDistribution.Read(row.GetString(1), row.GetString(3), row.GetDouble(2)))).ToLookup(p => p.Trial);
        var values = Values(connection, id);
        var trials = Rows(connection, $"SELECT trial_id, number, state FROM trials WHERE study_id = {id} ORDER BY number",
            row => (Id: row.GetInt64(0), Number: row.GetInt32(1), State: row.GetString(2)));
        return new Study(name, directions,
        [
            .. trials.Select(t => new StudyTrial(t.Number, Enum.Parse<StudyState>(t.State, ignoreCase: true), [.. values[t.Id]],
                settings[t.Id].ToDictionary(p => p.Name, p => p.Setting))),
        ]);
    }

    // Infinite values stand in a column of their own since version 3.
    private static ILookup<long, double> Values(SqliteConnection connection, long study)
    {
        var typed = Rows(connection, "SELECT name FROM pragma_table_info('trial_values') WHERE name = 'value_type'", row => 0).Count > 0;
        return Rows(connection,
            $"SELECT v.trial_id, v.value, {(typed ? "v.value_type" : "'FINITE'")} FROM trial_values v JOIN trials t "
                + $"ON t.trial_id = v.trial_id WHERE t.study_id = {study} ORDER BY v.trial_id, v.objective",
            row => (Trial: row.GetInt64(0), Value: row.GetString(2) switch
            {
                "INF_POS" => double.PositiveInfinity,
                "INF_NEG" => double.NegativeInfinity,
                _ => row.IsDBNull(1) ? double.NaN : row.GetDouble(1),
            })).ToLookup(v => v.Trial, v => v.Value);
    }

    private static List<T> Rows<T>(SqliteConnection connection, string query, Func<SqliteDataReader, T> read)
    {
        using var command = new SqliteCommand(query, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
