package dev.holdfast.gateway.edge;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.UUID;

/** Who a connection speaks for, by the kind of certificate that proved it. */
public sealed interface DeviceIdentity {
    /** Returns the device. */
    DeviceId device();

    /** Returns the kind as the admission policy names it. */
    String certificate();

    /**
     * Which of the certificates that a catalog's authority issued.
     *
     * @param serial its serial number in lower-case hex
     * @param notAfter when it expires
     * @param authority serial number of the authority that issued it, in lower-case hex
     */
    record Leaf(String serial, Instant notAfter, String authority) {}

    /**
     * A chip's own general key. That the key belongs to the device is the backend's to check against the endorsements.
     *
     * @param device the device ID that the self-signed certificate claims
     * @param key the general key that the handshake proved
     */
    record General(DeviceId device, P256PublicKey key) implements DeviceIdentity {
        @Override
        public String certificate() {
            return "general";
        }
    }

    /**
     * An update certificate: the repair channel.
     *
     * @param device the device
     * @param catalog the catalog whose authority issued it
     * @param leaf which certificate it is
     */
    record Update(DeviceId device, UUID catalog, Leaf leaf) implements DeviceIdentity {
        @Override
        public String certificate() {
            return "update";
        }
    }

    /**
     * A customer certificate: a device that attested well.
     *
     * @param device the device
     * @param catalog the catalog whose authority issued it
     * @param leaf which certificate it is
     */
    record Customer(DeviceId device, UUID catalog, Leaf leaf) implements DeviceIdentity {
        @Override
        public String certificate() {
            return "customer";
        }
    }
}
