package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.KeyExchange;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the server's first message says in the clear (RFC 8446 §4.1.3): the group that it chose. Our own engine wrote it, so
 * whatever is not as expected is simply not understood.
 *
 * @param keyExchange the group of its key share
 * @param isRetry whether it asks the client for another hello with a share of that group (§4.1.4); the real one follows
 */
record ServerHello(KeyExchange keyExchange, boolean isRetry) {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int RANDOM = 32;
    private static final int KEY_SHARE = 51;
    /** Bytes of record type, version, length, message type and length. */
    private static final int HEADERS = 5 + 4;
    /** A hello with this for its random is a HelloRetryRequest. */
    private static final byte[] RETRY =
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    /** Reads the record at the beginning of {@code bytes}, which are left as they are; nothing when it is no server hello. */
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
