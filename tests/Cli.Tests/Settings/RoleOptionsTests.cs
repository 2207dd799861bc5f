using System.CommandLine;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Remoting;
using Orchestrator.Servers;

namespace Orchestrator.Cli.Tests.Settings;

/// <summary>Cluster, database and API of a role: what is refused, and what comes out.</summary>
public sealed class RoleOptionsTests : IDisposable
{
    private readonly PrivateAuthority authority = new();
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Certificates_of_the_cluster_are_read()
    {
        var issued = authority.Issue("gpu-7", "gpu-7.example");
        var options = Remoting(
            "--host", "gpu-7.example", "--bind", "0.0.0.0", "--cluster-port", "7171", "--cluster-certificate", issued.Certificate,
                "--cluster-key", issued.Key,
            "--cluster-ca", authority.Root);
        (options.Host, options.Bind, options.Port, options.Scheme).ShouldBe(("gpu-7.example", "0.0.0.0", 7171, "akka.ssl.tcp"));
        options.Tls!.Authority.ShouldBe(authority.Root);
    }

    [Theory]
    [InlineData("--host gpu-7.example", "name --cluster-certificate, --cluster-key and --cluster-ca")]
    [InlineData("--bind 0.0.0.0", "or say --insecure-cluster")]
    [InlineData("--cluster-port 70000", "from 0 to 65535")]
    [InlineData("--cluster-ca AUTHORITY", "take both --cluster-certificate and --cluster-ca")]
    [InlineData("--cluster-certificate /nowhere.pem --cluster-ca AUTHORITY", "--cluster-certificate names the file /nowhere.pem")]
    [InlineData("--cluster-certificate AUTHORITY --cluster-ca AUTHORITY", "no --cluster-key names its private key")]
    [InlineData("--cluster-certificate AUTHORITY --cluster-key SECRET --cluster-ca AUTHORITY", "cannot be used with the key")]
    public void A_place_in_the_cluster_that_will_not_do_is_refused(string arguments, string message) =>
        Should.Throw<UserError>(() => Remoting(Words(arguments))).Message.ShouldContain(message);

    [Theory]
    [InlineData("")]
    [InlineData("--host localhost")]
    [InlineData("--host 127.0.0.2 --bind 127.0.0.1")]
    [InlineData("--host gpu-7.example --insecure-cluster")]
    public void This_machine_needs_no_certificates_and_others_can_do_without(string arguments) =>
        Remoting(Words(arguments)).Tls.ShouldBeNull();

    [Fact]
    public void A_node_does_not_start_with_an_authority_that_vouches_for_nobody()
    {
        var storage = new StorageOptions();
        NodeStorage Read(string file) =>
            storage.Read(Parse(storage.AddTo, ["--cache", Path.Combine(folder, "cache"), "--server-ca", file]));
        Read(authority.Root).Authority.ShouldBe(authority.Root);
        Should.Throw<UserError>(() => Read(Write("no certificate"))).Message.ShouldContain("holds no certificate");
        Should.Throw<UserError>(() => Read("/nowhere.pem")).Message.ShouldContain("--server-ca names the file /nowhere.pem");
    }

    [Fact]
    public void A_node_may_be_told_all_coordinators_and_tells_its_workers()
    {
        var storage = new StorageOptions();
        NodeStorage Read(params string[] arguments) =>
            storage.Read(Parse(storage.AddTo, ["--cache", Path.Combine(folder, "cache"), .. arguments]));
        var told = Read("--server", "https://a:7070, https://b:7070");
        told.Servers!.Select(server => server.Host).ShouldBe(["a", "b"]);
        Read([.. StorageOptions.Arguments(told)[2..]]).ShouldBe(told);
        Read().Servers.ShouldBeNull();
        foreach (var wrong in new[] { "a:7070", "https://a:7070,b" })
        {
            Should.Throw<UserError>(() => Read("--server", wrong)).Message.ShouldContain("--server is an address such as");
        }
    }

    [Fact]
    public void An_authority_of_the_database_means_that_it_is_verified()
    {
        var connection =
            Database("--database", "Host=db.example;Database=sweeps;Username=app", "--database-ca", authority.Root,
                "--database-password-file", Write("secret\n"));
        connection.ShouldContain("SSL Mode=VerifyFull");
        connection.ShouldContain($"Root Certificate={authority.Root}");
        connection.ShouldContain("Password=secret");
    }

    [Theory]
    [InlineData("Host=localhost;Database=sweeps")]
    [InlineData("Host=127.0.0.1:5433;Database=sweeps")]
    [InlineData("Host=::1;Database=sweeps")]
    [InlineData("Host=/run/postgresql;Database=sweeps")]
    [InlineData("Host=db.example;Database=sweeps;sslmode=require")]
    public void This_machine_needs_no_tls(string connection) => Database("--database", connection).ShouldContain("Database=sweeps");

    [Theory]
    [InlineData("Host=db.example;Database=sweeps", "--database-ca")]
    [InlineData("Host=localhost,db.example;Database=sweeps;SSL Mode=Prefer", "db.example")]
    [InlineData("postgres://db", "Host=db.example")]
    public void A_database_that_will_not_do_is_refused(string connection, string message) =>
        Should.Throw<UserError>(() => Database("--database", connection)).Message.ShouldContain(message);

    [Fact]
    public void The_api_listens_off_loopback_with_token_and_certificate_alone()
    {
        var issued = authority.Issue("api");
        Should.Throw<UserError>(() => Web("--listen", "0.0.0.0")).Message.ShouldContain("--token-file");
        var token = Write("0123456789abcdef0123");
        var plain = Should.Throw<UserError>(() => Web("--listen", "0.0.0.0", "--token-file", token)).Message;
        plain.ShouldContain("--certificate");
        plain.ShouldContain("--insecure");
        Should.Throw<UserError>(() => Web("--certificate", issued.Certificate)).Message.ShouldContain("no --key names");
        Should.Throw<UserError>(() =>
            Web("--certificate", issued.Certificate, "--key", authority.Issue("other").Key)).Message.ShouldContain("cannot be used");
        Should.Throw<UserError>(() => Web("--read-token-file", token)).Message.ShouldContain("--token-file");
        var web = Web("--listen", "0.0.0.0", "--token-file", token, "--certificate", issued.Certificate, "--key", issued.Key);
        (web.Token, web.Certificate).ShouldBe(("0123456789abcdef0123", issued.Certificate));
    }

    private string[] Words(string arguments) =>
        arguments.Replace("SECRET", Write("secret")).Replace("AUTHORITY", authority.Root).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static RemotingOptions Remoting(params string[] arguments)
    {
        var options = new RemotingSettings(0);
        return options.Read(Parse(options.AddTo, arguments));
    }

    private static string Database(params string[] arguments)
    {
        var options = new DatabaseOptions();
        return options.Read(Parse(options.AddTo, arguments));
    }

    private static Coordinator.Api.WebOptions Web(params string[] arguments)
    {
        var options = new WebServerOptions();
        return options.Read(Parse(options.AddTo, arguments));
    }

    private static ParseResult Parse(Action<Command> add, string[] arguments)
    {
        var root = new RootCommand();
        add(root);
        var parsed = root.Parse(arguments);
        parsed.Errors.ShouldBeEmpty();
        return parsed;
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, "secret");
        File.WriteAllText(path, text);
        return path;
    }
}
