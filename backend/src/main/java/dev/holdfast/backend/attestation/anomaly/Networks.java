package dev.holdfast.backend.attestation.anomaly;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Network of an address: the first 24 bits of IPv4, the first 48 of IPv6. Providers assign addresses freely within a network.
 */
final class Networks {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}");
    private static final String EMBEDDED_IPV4 = "::ffff:";
    private static final int GROUPS = 3;

    private Networks() {}

    /** Returns the network as text; an address of an unknown form is its own network. */
    static String of(String address) {
        String plain = address.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|%.*", "");
        String inner = plain.startsWith(EMBEDDED_IPV4) ? plain.substring(EMBEDDED_IPV4.length()) : plain;
        var ipv4 = IPV4.matcher(inner);
        if (ipv4.matches()) {
            return ipv4.group(1);
        }
        return inner.contains(":") ? ipv6(inner) : inner;
    }

    private static String ipv6(String address) {
        String head = address.contains("::") ? address.substring(0, address.indexOf("::")) : address;
        return Arrays.stream((head + ":0:0:0").split(":", -1))
                .filter(group -> !group.isEmpty())
                .limit(GROUPS)
                .map(group -> group.replaceFirst("^0+(?=.)", ""))
                .collect(Collectors.joining(":"));
    }
}
