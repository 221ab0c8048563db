package dev.holdfast.backend.pki.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serial numbers are stored as signed big-endian integers: a number that begins with 8 to f has a leading byte 00. */
class SerialPrefixTest {
    /** Prefix, serial number in hex, and whether the number is in the prefix's range. */
    @ParameterizedTest
    @CsvSource({
        "4f2a, 4f2a0000000000000000000000000001, true",
        "4F:2A, 4f2affffffffffffffffffffffffffff, true",
        "4f2, 4f2b, true",
        "4f2a, 4f2b, false",
        "4f2a, 4f29ffff, false",
        "4, 4101, true",
        "8f, 8f01, true",
        "008f, 8f01, true",
        "0041, 4101, true",
        "8f, 4f01, false",
    })
    void a_prefix_matches_the_range_of_numbers_that_begin_with_it(String prefix, String serial, boolean within) {
        SerialPrefix range = SerialPrefix.parse(prefix).orElseThrow();
        byte[] stored = new BigInteger(serial, 16).toByteArray();

        assertThat(Arrays.compareUnsigned(range.first().bytes(), stored) <= 0
                        && Arrays.compareUnsigned(stored, range.last().bytes()) <= 0)
                .isEqualTo(within);
    }

    @Test
    void invalid_and_long_prefixes_match_no_serial_number() {
        assertThat(SerialPrefix.parse("kitchen")).isEmpty();
        assertThat(SerialPrefix.parse("")).isEmpty();
        assertThat(SerialPrefix.parse("4".repeat(41))).isEmpty();
    }
}
