package dev.holdfast.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Tests which network addresses share one limit. */
class AddressKeyTest {
    @Test
    void addresses_of_an_ipv6_64_share_a_key() throws UnknownHostException {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
    }

    @Test
    void an_ipv4_address_has_its_own_key_in_every_notation() throws UnknownHostException {
        assertThat(of("192.0.2.1")).isNotEqualTo(of("192.0.2.2"));
        assertThat(of("::ffff:192.0.2.1")).isEqualTo(of("192.0.2.1"));
        assertThat(of("0.0.0.1")).isNotEqualTo(of("::1"));
    }

    private static AddressKey of(String address) throws UnknownHostException {
        return AddressKey.of(InetAddress.getByName(address));
    }
}
