package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The decimal digits of a security version are year, month and number of the release: two digits each. */
class OsVersionTest {
    @Test
    void a_security_version_names_the_release() {
        assertThat(OsVersion.name(260_900)).isEqualTo("26.09");
        assertThat(OsVersion.name(260_912)).isEqualTo("26.09.12");
        assertThat(OsVersion.name(50_101)).isEqualTo("05.01.1");
    }

    @Test
    void other_numbers_are_left_unchanged() {
        assertThat(OsVersion.name(7)).isEqualTo("7");
        assertThat(OsVersion.name(261_300)).isEqualTo("261300");
        assertThat(OsVersion.name(4_294_967_295L)).isEqualTo("4294967295");
    }
}
