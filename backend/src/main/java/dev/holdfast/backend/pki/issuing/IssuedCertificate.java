package dev.holdfast.backend.pki.issuing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Newly issued device certificate.
 *
 * @param use purpose
 * @param authority generation of the authority that signed it
 * @param serialNumber unique in the installation
 * @param notBefore start, whole seconds
 * @param notAfter end, whole seconds
 * @param chain PEM of the device certificate, the catalog's authority and the policy authority
 */
public record IssuedCertificate(
        CertificateUse use, int authority, BigInteger serialNumber, Instant notBefore, Instant notAfter, String chain) {
    private static final Map<CertificateUse, Counter> COUNTERS = Arrays.stream(CertificateUse.values())
            .collect(Collectors.toMap(Function.identity(), IssuedCertificate::counter));

    private static Counter counter(CertificateUse use) {
        return Counter.builder("holdfast.certificates.issued")
                .description("Device certificates issued by this backend, by usage")
                .tag("usage", use.name().toLowerCase(Locale.ROOT))
                .register(Metrics.globalRegistry);
    }

    /** Counts the certificate. Call it after the database has it. */
    public void count() {
        Objects.requireNonNull(COUNTERS.get(use)).increment();
    }
}
