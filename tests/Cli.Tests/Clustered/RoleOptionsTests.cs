using System.CommandLine;
using Orchestrator.Cli.Clustered;
using Orchestrator.GpuNode.Data;
using Orchestrator.Servers;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>Broker, database and API of a role: what is refused, and what comes out.</summary>
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
    public void A_brokers_password_comes_from_its_file_and_is_escaped()
    {
        var options = Broker("--broker", "amqps://app@broker.example/", "--broker-password-file", Write("p@ss/word"), "--broker-ca", authority.Root);
        (options.Uri.UserInfo, options.Uri.Port).ShouldBe(("app:p%40ss%2Fword", -1));
        options.Tls!.Authority.ShouldBe(authority.Root);
        options.Tls.Certificate.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "--broker, ORCHESTRATOR_BROKER")]
    [InlineData("--broker broker.example", "amqps://user@host:5671/")]
    [InlineData("--broker amqp://app:x@broker.example/", "use amqps, with --broker-ca")]
    [InlineData("--broker amqp://app:x@localhost/ --broker-ca /dev/null", "begins with amqps")]
    [InlineData("--broker amqps://app:x@broker.example/ --broker-ca /nowhere.pem", "--broker-ca names the file /nowhere.pem")]
    [InlineData("--broker amqps://app:x@broker.example/ --broker-key /dev/null", "without --broker-certificate")]
    [InlineData("--broker amqps://app:x@broker.example/ --broker-password-file SECRET", "leave one out")]
    [InlineData("--broker amqps://broker.example/ --broker-password-file SECRET", "no user")]
    public void A_broker_that_will_not_do_is_refused(string arguments, string message) =>
        Should.Throw<UserError>(() => Broker(Words(arguments))).Message.ShouldContain(message);

    [Fact]
    public void A_node_does_not_start_with_an_authority_that_vouches_for_nobody()
    {
        var storage = new StorageOptions();
        NodeStorage Read(string file) => storage.Read(Parse(storage.AddTo, ["--cache", Path.Combine(folder, "cache"), "--server-ca", file]));
        Read(authority.Root).Authority.ShouldBe(authority.Root);
        Should.Throw<UserError>(() => Read(Write("no certificate"))).Message.ShouldContain("holds no certificate");
        Should.Throw<UserError>(() => Read("/nowhere.pem")).Message.ShouldContain("--server-ca names the file /nowhere.pem");
    }

    [Fact]
    public void A_node_may_be_told_all_coordinators_and_tells_its_workers()
    {
        var storage = new StorageOptions();
        NodeStorage Read(params string[] arguments) => storage.Read(Parse(storage.AddTo, ["--cache", Path.Combine(folder, "cache"), .. arguments]));
        var told = Read("--server", "https://a:7070, https://b:7070");
        told.Servers!.Select(server => server.Host).ShouldBe(["a", "b"]);
        Read([.. StorageOptions.Arguments(told)[2..]]).ShouldBe(told);
        Read().Servers.ShouldBeNull();
        foreach (var wrong in new[] { "a:7070", "https://a:7070,b" }) Should.Throw<UserError>(() => Read("--server", wrong)).Message.ShouldContain("--server is an address such as");
    }

    [Fact]
    public void An_authority_of_the_database_means_that_it_is_verified()
    {
        var connection = Database("--database", "Host=db.example;Database=sweeps;Username=app", "--database-ca", authority.Root, "--database-password-file", Write("secret\n"));
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
        Should.Throw<UserError>(() => Web("--certificate", issued.Certificate, "--key", authority.Issue("other").Key)).Message.ShouldContain("cannot be used");
        Should.Throw<UserError>(() => Web("--read-token-file", token)).Message.ShouldContain("--token-file");
        var web = Web("--listen", "0.0.0.0", "--token-file", token, "--certificate", issued.Certificate, "--key", issued.Key);
        (web.Token, web.Certificate).ShouldBe(("0123456789abcdef0123", issued.Certificate));
    }

    private string[] Words(string arguments) => arguments.Replace("SECRET", Write("secret")).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Actors.Transport.RabbitMq.RabbitOptions Broker(params string[] arguments)
    {
        var options = new BrokerOptions();
        return options.Read(Parse(options.AddTo, arguments), "test");
    }

    private static string Database(params string[] arguments)
    {
        var options = new DatabaseOptions();
        return options.Read(Parse(options.AddTo, arguments));
    }

    private static Coordinator.Web.WebOptions Web(params string[] arguments)
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
