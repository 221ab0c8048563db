package dev.holdfast.connection;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Key for limits by network address: an IPv4 address, or the /64 prefix of an IPv6 address. One peer usually has a whole /64.
 *
 * @param bits the address, or its first 64 bits
 * @param isV6 whether it is an IPv6 address
 */
public record AddressKey(long bits, boolean isV6) {
    /** Key of peers without a known address. */
    public static final AddressKey UNKNOWN = new AddressKey(0, false);

    /** Returns the key of the connection's peer; {@link #UNKNOWN} if the connection has no network address. */
    public static AddressKey of(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? of(peer.getAddress())
                : UNKNOWN;
    }

    /** Returns the key of an address. */
    public static AddressKey of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isV6 = address instanceof Inet6Address;
        long bits = 0;
        for (int i = 0; i < (isV6 ? Long.BYTES : Integer.BYTES); i++) {
            bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return new AddressKey(bits, isV6);
    }
}
