using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Remoting;

/// <summary>The configuration of Akka.Remote that nodes and coordinators share.</summary>
public static class RemotingConfig
{
    /// <summary>Most bytes of a message: orders and reports take some thousands; data sets and checkpoints go over HTTP.</summary>
    public const int MostBytes = 4_000_000;

    /// <summary>The configuration (HOCON), serializer of the protocol included.</summary>
    public static string Of(RemotingOptions options) => $$"""
        akka {
          remote {
            log-remote-lifecycle-events = off
            retry-gate-closed-for = 1s
            # Each connection looks so often whether it owes an acknowledgement: 500 nodes make that a load at .3 s.
            system-message-ack-piggyback-timeout = 1s
            dot-netty.tcp {
              hostname = "{{options.Bind ?? options.Host}}"
              public-hostname = "{{options.Host}}"
              port = {{options.Port}}
              enable-ssl = {{(options.Tls is null ? "false" : "true")}}
              maximum-frame-size = {{MostBytes}}b
              send-buffer-size = {{MostBytes}}b
              receive-buffer-size = {{MostBytes}}b
            }
          }
        }

        """ + RefusingSerializer.Hocon + SerializerConfig.Bind(
            "protocol", typeof(ProtocolSerializer), ProtocolMessages.SerializerId, ProtocolMessages.Manifests.Values);
}
