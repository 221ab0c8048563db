package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The public keys that images may be signed with: the body of an image of type {@link ImageType#TRUSTED_KEYSTORE}, in
 * Azure Sphere's layout, little-endian:
 *
 * <pre>{@code
 * u16 entry count, u16 0, entries { 16-byte header, 64-byte X‖Y, 20-byte thumbprint },
 * "UTBL", u32 count, u32 usage per entry
 * }</pre>
 *
 * The header's and the usage table's meaning is not public. Here the header is zero and a usage is 1 for the operating
 * system's key, 2 for the installation's image key and 3 for the development key, in this order.
 *
 * @param operatingSystemKey signs the operating system
 * @param imageKey signs customers' images and manifest sets
 * @param developmentKey signs images that are sideloaded while application development is enabled; empty when none may be
 */
public record TrustedKeystore(
        P256PublicKey operatingSystemKey, P256PublicKey imageKey, Optional<P256PublicKey> developmentKey) {
    private static final int HEADER = 16;
    private static final int THUMBPRINT = 20;
    private static final int ENTRY = HEADER + P256PublicKey.LENGTH + THUMBPRINT;
    private static final int USAGE_MAGIC = 0x4C425455;
    private static final int FEWEST = 2;
    private static final int MOST = 3;

    /** Returns the body of the keystore's image. */
    public byte[] encode() {
        List<P256PublicKey> keys = new ArrayList<>(List.of(operatingSystemKey, imageKey));
        developmentKey.ifPresent(keys::add);
        ByteBuffer out = ByteBuffer.allocate(length(keys.size())).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) keys.size()).putShort((short) 0);
        for (P256PublicKey key : keys) {
            out.put(new byte[HEADER])
                    .put(key.bytes())
                    .put(ImagePackage.thumbprint(key).bytes());
        }
        out.putInt(USAGE_MAGIC).putInt(keys.size());
        for (int usage = 1; usage <= keys.size(); usage++) {
            out.putInt(usage);
        }
        return out.array();
    }

    private static int length(int keys) {
        return 4 + keys * ENTRY + 8 + keys * 4;
    }

    /**
     * Reads a body whose image's signature was checked.
     *
     * @throws FormatException for anything that {@link #encode} does not write
     */
    public static TrustedKeystore decode(byte[] body) throws FormatException {
        int entries = body.length < Integer.BYTES
                ? 0
                : ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (entries < FEWEST || entries > MOST || body.length != length(entries)) {
            throw new FormatException("a keystore has two or three entries and nothing else");
        }
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        in.getInt();
        List<P256PublicKey> keys = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            in.position(in.position() + HEADER);
            byte[] xy = new byte[P256PublicKey.LENGTH];
            in.get(xy);
            byte[] thumbprint = new byte[THUMBPRINT];
            in.get(thumbprint);
            P256PublicKey key = key(xy);
            if (!Arrays.equals(thumbprint, ImagePackage.thumbprint(key).bytes())) {
                throw new FormatException("a thumbprint in the keystore is not that of its key");
            }
            keys.add(key);
        }
        if (in.getInt() != USAGE_MAGIC || in.getInt() != entries) {
            throw new FormatException("the keystore's usage table is not as expected");
        }
        for (int usage = 1; usage <= entries; usage++) {
            if (in.getInt() != usage) {
                throw new FormatException("the keystore's usage table is not as expected");
            }
        }
        return new TrustedKeystore(
                keys.get(0), keys.get(1), entries == MOST ? Optional.of(keys.get(2)) : Optional.empty());
    }

    private static P256PublicKey key(byte[] xy) throws FormatException {
        try {
            return P256PublicKey.of(xy);
        } catch (IllegalArgumentException e) {
            throw new FormatException("an entry of the keystore is no P-256 key", e);
        }
    }

    /** Returns the key that must have signed an image of this type. */
    public P256PublicKey keyFor(ImageType type) {
        return type.belongsToCustomer() ? imageKey : operatingSystemKey;
    }
}
