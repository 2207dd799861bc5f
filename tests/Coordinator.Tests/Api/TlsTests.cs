using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class TlsTests
{
    [Fact]
    public async Task With_a_certificate_it_is_the_certificate_that_a_client_sees()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=coordinator.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("orchestrator-");
        try
        {
            var (certificatePath, keyPath) = (Path.Combine(folder.FullName, "server.pem"), Path.Combine(folder.FullName, "server.key"));
            await File.WriteAllTextAsync(certificatePath, made.ExportCertificatePem());
            await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem());
            await using var server =
                await CoordinatorServer.StartAsync(new WebOptions(Port: 0, Certificate: certificatePath, Key: keyPath),
                    new ScriptedGateway());
            using var trusting =
                new HttpClientHandler
                {
                    ServerCertificateCustomValidationCallback = (_, seen, _, _) =>
                    seen?.Thumbprint == made.Thumbprint
                };
            using var client = new HttpClient(trusting) { BaseAddress = server.Address };
            server.Address.Scheme.ShouldBe("https");
            (await client.GetStringAsync("/alive")).ShouldBe("alive");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
