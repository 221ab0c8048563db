package dev.holdfast.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recognizes the address to which the provider returns a person after a repeated sign-in. */
class ConfirmRedirectsTest {
    /** Only the path {@code /confirm} counts. The last address of each kind has characters that a URI must not have. */
    @ParameterizedTest
    @CsvSource({
        "http://console.example/confirm?to=/c/contoso, true",
        "https://console.example:8443/confirm, true",
        "https://console.example/confirm?to=/c/contoso/devices?q=a|b{c}50%, true",
        "https://console.example/c/contoso?to=/confirm, false",
        "https://console.example/confirmed, false",
        "https://console.example/c/contoso?q=a|b{c}50%, false"
    })
    void the_way_back_is_recognized_by_its_path(String address, boolean expected) {
        assertThat(ConfirmRedirects.isConfirmed(address)).isEqualTo(expected);
    }
}
