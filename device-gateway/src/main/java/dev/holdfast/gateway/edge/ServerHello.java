package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.KeyExchange;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Unencrypted part of the server's first TLS message (RFC 8446 §4.1.3) with the selected group. The server itself
 * wrote it, so unexpected bytes are ignored.
 *
 * @param keyExchange group of the key share
 * @param isRetry whether the message is a HelloRetryRequest (§4.1.4); the ServerHello proper is then still to come
 */
record ServerHello(KeyExchange keyExchange, boolean isRetry) {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int RANDOM = 32;
    private static final int KEY_SHARE = 51;
    /** Bytes of record type, version, length, message type and length. */
    private static final int HEADERS = 5 + 4;
    /** Value of the random in a HelloRetryRequest. */
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /** Parses the record at the start of {@code bytes} without consuming it; empty if it is no server hello. */
    static Optional<ServerHello> read(ByteBuf bytes) {
        ByteBuf in = bytes.slice();
        try {
            if (in.readableBytes() < HEADERS
                    || in.getUnsignedByte(0) != HANDSHAKE
                    || in.getUnsignedByte(5) != SERVER_HELLO) {
                return Optional.empty();
            }
            in.skipBytes(HEADERS + Short.BYTES);
            byte[] random = new byte[RANDOM];
            in.readBytes(random);
            // Session ID, then cipher suite and compression method.
            in.skipBytes(in.readUnsignedByte());
            in.skipBytes(Short.BYTES + Byte.BYTES);
            return Optional.of(new ServerHello(group(in), Arrays.equals(random, RETRY)));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static KeyExchange group(ByteBuf in) {
        for (int end = in.readUnsignedShort() + in.readerIndex(); in.readerIndex() < end; ) {
            int type = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            if (type == KEY_SHARE) {
                return KeyExchange.ofCode(in.readUnsignedShort());
            }
            in.skipBytes(length);
        }
        return KeyExchange.UNKNOWN;
    }
}
