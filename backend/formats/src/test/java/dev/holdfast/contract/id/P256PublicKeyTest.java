package dev.holdfast.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tests points of P-256, and device IDs as text. */
class P256PublicKeyTest {
    /** The generator of P-256 (SEC 2, version 2.0, §2.4.2). */
    private static final String GENERATOR = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
            + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

    @Test
    void a_point_survives_conversion_to_a_java_key_and_back() {
        P256PublicKey key = P256PublicKey.parse(GENERATOR);

        assertThat(P256PublicKey.of(key.toJca())).isEqualTo(key);
    }

    @Test
    void a_point_off_the_curve_is_refused() {
        byte[] beside = P256PublicKey.parse(GENERATOR).bytes();
        beside[63] ^= 1;

        assertThatThrownBy(() -> P256PublicKey.of(beside).toJca()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256PublicKey.of(beside).requireOnCurve())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_point_on_the_curve_is_accepted() {
        assertThatCode(() -> P256PublicKey.parse(GENERATOR).requireOnCurve()).doesNotThrowAnyException();
    }

    @Test
    void device_ids_are_parsed_in_either_case_and_printed_in_lower_case() {
        assertThat(DeviceId.parse(GENERATOR.toUpperCase(java.util.Locale.ROOT)).text())
                .isEqualTo(GENERATOR);
        assertThatThrownBy(() -> DeviceId.parse("beef")).hasMessageContaining("128 hex digits");
    }
}
