package dev.holdfast.gateway.edge;

import io.netty.channel.Channel;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Key for limits by network address: an IPv4 address, or the /64 of an IPv6 address, which usually belongs to one
 * peer.
 *
 * @param bits the address, or its first 64 bits
 * @param isV6 whether it is an IPv6 address
 */
record AddressKey(long bits, boolean isV6) {
    static AddressKey of(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? of(peer.getAddress())
                : new AddressKey(0, false);
    }

    static AddressKey of(RoutingContext request) {
        // Vert.x exposes its channels only here.
        return request.request().connection() instanceof ConnectionBase base
                ? of(base.channel())
                : new AddressKey(0, false);
    }

    static AddressKey of(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isV6 = address instanceof Inet6Address;
        long bits = 0;
        for (int i = 0; i < (isV6 ? Long.BYTES : Integer.BYTES); i++) {
            bits = bits << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return new AddressKey(bits, isV6);
    }
}
