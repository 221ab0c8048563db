package dev.holdfast.sim.mt3620.guardian;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A connection that equipment may make.
 *
 * @param host DNS name or address, compared without case; no wildcards, as in Azure Sphere's {@code AllowedConnections}
 * @param port 1 to 65535
 * @param transport TCP or UDP
 */
public record AllowedConnection(
        @JsonProperty(required = true) String host,
        @JsonProperty(required = true) int port,
        @JsonProperty(required = true) Transport transport) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 253;

    public enum Transport {
        TCP,
        UDP
    }

    /** Checks the ranges. Converts the host to lower case and removes a final dot. */
    public AllowedConnection {
        host = host.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (host.isEmpty() || host.length() > MAX_HOST || host.contains("*")) {
            throw new IllegalArgumentException("a host must be a name or an address, without wildcards");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port must be 1 to 65535");
        }
    }
}
