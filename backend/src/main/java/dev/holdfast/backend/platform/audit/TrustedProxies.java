package dev.holdfast.backend.platform.audit;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Checks the configured trusted proxies. Host names are refused at startup: resolving them would delay requests and let DNS decide
 * addresses in the audit log.
 */
@ApplicationScoped
public class TrustedProxies {
    private static final int EARLY = 90;
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String ADDRESS = "(" + BYTE + "\\.){3}" + BYTE;
    private static final Pattern GOOD =
            Pattern.compile(ADDRESS + "|" + ADDRESS + "/(3[0-2]|[12]?\\d)|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*/\\d{1,3}");

    void check(
            @Observes @Priority(EARLY) StartupEvent event,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies) {
        requireAddresses(proxies.orElse(List.of()));
    }

    static void requireAddresses(List<String> proxies) {
        if (proxies.isEmpty()) {
            throw new IllegalStateException(
                    "HOLDFAST_TRUSTED_PROXIES is empty, which would trust everyone. Write 0.0.0.0/32 to trust no proxy.");
        }
        List<String> others = proxies.stream()
                .filter(proxy -> !GOOD.matcher(proxy.strip()).matches())
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException("HOLDFAST_TRUSTED_PROXIES has " + String.join(", ", others)
                    + ", which is neither an IPv4 address nor a range of addresses: write 192.0.2.7, 10.0.0.0/8 or fd00::/8,"
                    + " and several with commas between. Names are not looked up.");
        }
    }
}
