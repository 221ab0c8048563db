package dev.holdfast.sim.mt3620.guardian;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Something that equipment may talk to.
 *
 * @param host a DNS name or an address, compared as text without regard to case; no wildcards, as in Azure Sphere's {@code
 *     AllowedConnections}
 * @param port 1 to 65535
 * @param transport TCP or UDP
 */
public record AllowedConnection(
        @JsonProperty(required = true) String host,
        @JsonProperty(required = true) int port,
        @JsonProperty(required = true) Transport transport) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 253;

    /** The transports that a guardian filters. */
    public enum Transport {
        /** Connections. */
        TCP,
        /** Datagrams. */
        UDP
    }

    /** Checks the ranges and writes the host in lower case, without a final dot. */
    public AllowedConnection {
        host = host.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.isEmpty() || host.length() > MAX_HOST || host.contains("*")) {
            throw new IllegalArgumentException("a host is a name or an address, without wildcards");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
    }
}
