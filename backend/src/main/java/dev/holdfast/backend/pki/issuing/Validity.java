package dev.holdfast.backend.pki.issuing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;

/**
 * How long a certificate is good, as it is written in it: through 2049 with two digits of the year (RFC 5280 §4.1.2.5).
 * Bouncy Castle does the same from a {@code Date}, with a new date format for each.
 *
 * @param notBefore from when, whole seconds
 * @param notAfter until when, whole seconds
 */
record Validity(Instant notBefore, Instant notAfter) {
    private static final int TWO_DIGITS_BEFORE = 2050;
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

    Time begin() {
        return time(notBefore);
    }

    Time end() {
        return time(notAfter);
    }

    private static Time time(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return utc.getYear() < TWO_DIGITS_BEFORE
                ? new Time(new ASN1UTCTime(SHORT.format(utc)))
                : new Time(new ASN1GeneralizedTime(LONG.format(utc)));
    }
}
