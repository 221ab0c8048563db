package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Authenticated identity of a connection, by kind of certificate. */
public sealed interface DeviceIdentity {
    /** Returns the device ID. A general key only claims the ID, until the backend checks it. */
    DeviceId device();

    /** Returns the key of the device's changes, see {@link InternalApi.Change}. Computed once for a connection. */
    String changeKey();

    /** Returns the witness that the backend asks for: that this gateway saw the device. */
    InternalApi.Witness witness();

    /** Returns the kind of the certificate, by its name in the admission policy. */
    String certificate();

    /**
     * Device certificate that a catalog CA issued.
     *
     * @param serial serial number, lower-case hex
     * @param notAfter expiry
     * @param authority serial number of the issuing CA, lower-case hex
     */
    record Leaf(String serial, Instant notAfter, String authority) {}

    /**
     * General key of a chip. The backend checks it against the endorsements.
     *
     * @param device device ID in the self-signed certificate
     * @param key key that the handshake proved
     * @param changeKey key of the device's changes
     * @param attestation nonce of an attestation, as the device sent it with this request; null on paths without a witness
     */
    record General(
            DeviceId device,
            P256PublicKey key,
            String changeKey,
            @Nullable Nonce attestation) implements DeviceIdentity {
        public General(DeviceId device, P256PublicKey key) {
            this(device, key, InternalApi.Change.of(device).key(), null);
        }

        /** Returns the identity of a request with the nonce of an attestation, or without one. */
        General with(@Nullable Nonce nonce) {
            return new General(device, key, changeKey, nonce);
        }

        @Override
        public InternalApi.Witness witness() {
            return new InternalApi.Witness(device, null, attestation);
        }

        @Override
        public String certificate() {
            return "general";
        }
    }

    /**
     * Update certificate, for updates only.
     *
     * @param device the device
     * @param catalog catalog whose CA issued it
     * @param leaf certificate
     * @param changeKey key of the device's changes
     * @param witness the certificate's serial number. Created once for a connection
     */
    record Update(DeviceId device, UUID catalog, Leaf leaf, String changeKey, InternalApi.Witness witness)
            implements DeviceIdentity {
        public Update(DeviceId device, UUID catalog, Leaf leaf) {
            this(
                    device,
                    catalog,
                    leaf,
                    InternalApi.Change.of(device).key(),
                    InternalApi.Witness.of(device, leaf.serial()));
        }

        @Override
        public String certificate() {
            return "update";
        }
    }

    /**
     * Customer certificate, of a trusted device.
     *
     * @param device the device
     * @param catalog catalog whose CA issued it
     * @param leaf certificate
     * @param changeKey key of the device's changes
     * @param witness the certificate's serial number. Created once for a connection
     */
    record Customer(DeviceId device, UUID catalog, Leaf leaf, String changeKey, InternalApi.Witness witness)
            implements DeviceIdentity {
        public Customer(DeviceId device, UUID catalog, Leaf leaf) {
            this(
                    device,
                    catalog,
                    leaf,
                    InternalApi.Change.of(device).key(),
                    InternalApi.Witness.of(device, leaf.serial()));
        }

        @Override
        public String certificate() {
            return "customer";
        }
    }
}
