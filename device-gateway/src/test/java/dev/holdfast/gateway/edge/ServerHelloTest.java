package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.KeyExchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Tests with records in hex, built as in RFC 8446. The extension 0033 is the key share: length, group, length of the key, key. Group 11ec
 * is X25519MLKEM768, 001d is X25519, and 7777 is unassigned.
 */
class ServerHelloTest {
    private static final String RANDOM = "32867918df9d473c3584a46c944730ed3f4a43db91639c57419c843b97a38fa1";
    /** Random that marks a HelloRetryRequest. */
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    /** Session ID, with its length. */
    private static final String SESSION = "20" + "05300e9d7005c38cb227a560e0139bbf78fd81ae3f487f0e651ee9d6aa4c6d13";
    /** Extension that selects TLS 1.3. */
    private static final String VERSION = "002b00020304";

    @Test
    void the_group_of_the_key_share_is_read_at_any_position() {
        assertThat(ServerHello.read(hello(RANDOM, "0033000611ec00021234" + VERSION)))
                .contains(new ServerHello(KeyExchange.X25519MLKEM768, false));
        assertThat(ServerHello.read(hello(RANDOM, VERSION + "00330006001d00021234")))
                .contains(new ServerHello(KeyExchange.X25519, false));
    }

    @Test
    void a_hello_retry_request_is_recognized() {
        assertThat(ServerHello.read(hello(RETRY, VERSION + "0033000211ec")))
                .contains(new ServerHello(KeyExchange.X25519MLKEM768, true));
    }

    @Test
    void unknown_groups_and_missing_key_shares_count_as_unknown() {
        assertThat(ServerHello.read(hello(RANDOM, "00330006777700021234")))
                .contains(new ServerHello(KeyExchange.UNKNOWN, false));
        assertThat(ServerHello.read(hello(RANDOM, VERSION))).contains(new ServerHello(KeyExchange.UNKNOWN, false));
    }

    @Test
    void alerts_and_fragments_are_ignored_and_not_consumed() {
        ByteBuf hello = hello(RANDOM, "0033000611ec00021234" + VERSION);

        assertThat(ServerHello.read(hello.slice(0, 60))).isEmpty();
        assertThat(ServerHello.read(bytes("15030300020228"))).isEmpty();
        assertThat(ServerHello.read(hello)).isPresent();
        assertThat(hello.readerIndex()).isZero();
    }

    @Property
    void arbitrary_bytes_cause_no_exception(@ForAll @Size(max = 200) byte[] tail) {
        ServerHello.read(Unpooled.wrappedBuffer(tail));
        // Starts with valid headers of a ServerHello.
        ServerHello.read(Unpooled.wrappedBuffer(bytes("160303002a0200002a0303"), Unpooled.wrappedBuffer(tail)));
    }

    private static ByteBuf hello(String random, String extensions) {
        String body = "0303" + random + SESSION + "130100" + length(extensions, 4) + extensions;
        String message = "02" + length(body, 6) + body;
        return bytes("160303" + length(message, 4) + message);
    }

    private static String length(String hex, int digits) {
        return HexFormat.of().toHexDigits(hex.length() / 2, digits);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }
}
