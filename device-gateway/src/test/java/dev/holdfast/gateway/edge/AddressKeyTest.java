package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressKeyTest {
    @Test
    void of_ipv6_whoever_has_one_address_of_a_64_has_them_all() throws UnknownHostException {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
    }

    @Test
    void an_ipv4_address_counts_alone_however_it_is_written() throws UnknownHostException {
        assertThat(of("192.0.2.1")).isNotEqualTo(of("192.0.2.2"));
        assertThat(of("::ffff:192.0.2.1")).isEqualTo(of("192.0.2.1"));
        assertThat(of("0.0.0.1")).isNotEqualTo(of("::1"));
    }

    private static AddressKey of(String address) throws UnknownHostException {
        return AddressKey.of(InetAddress.getByName(address));
    }
}
